import { fileFactsSchema, placeSchema } from '@baton/engine';
import { z } from 'zod';
import type { Database, Transaction } from '../client.ts';

const span = { offset: z.int(), length: z.int() };
/** The formatting that posts have. */
export const postEntitiesSchema = z.array(
  z.discriminatedUnion('type', [
    z.object({ type: z.enum(['bold', 'italic', 'strikethrough', 'code', 'pre']), ...span }),
    z.object({ type: z.literal('text_link'), url: z.string(), ...span }),
  ]),
);

const fileSchema = fileFactsSchema.extend({ kind: z.literal('file') });
/** What Telegram shows beside words; `text` stands under a file, and is empty with everything else. */
const postMediaSchema = z.discriminatedUnion('kind', [
  fileSchema,
  z.object({
    kind: z.literal('location'),
    latitude: z.number(),
    longitude: z.number(),
    venue: z.object({ title: z.string(), address: z.string() }).optional(),
  }),
  z.object({ kind: z.literal('contact'), name: z.string(), phone: z.string() }),
]);
export type PostMedia = z.infer<typeof postMediaSchema>;

/** A message to operators as it should look. */
const postMessageSchema = z.object({
  kind: z.literal('message'),
  text: z.string(),
  entities: postEntitiesSchema,
  keyboard: z.array(z.array(z.object({ text: z.string(), data: z.string() }))),
  media: postMediaSchema.optional(),
  /** Key of the post in the same chat that it answers. */
  replyTo: z.string().optional(),
  /** Telegram's number of the message that it answers, where an operator has written that. */
  replyToId: z.string().optional(),
  /** The first copy may not have arrived. */
  again: z.boolean().optional(),
  /** What an operator wrote, kept until they say whom it is for. */
  held: z
    .object({
      text: z.string(),
      clientId: z.string(),
      command: z.string().optional(),
      /** With `text` under it. */
      file: fileSchema.optional(),
      place: placeSchema.optional(),
    })
    .optional(),
});
const postTopicSchema = z.object({ kind: z.literal('topic'), name: z.string(), closed: z.boolean() });
const postContentSchema = z.discriminatedUnion('kind', [postMessageSchema, postTopicSchema]);
export type PostMessage = z.infer<typeof postMessageSchema>;
export type PostContent = z.infer<typeof postContentSchema>;

export interface Post {
  readonly workspaceId: string;
  readonly conversationId: string | null;
  readonly chatId: string;
  readonly key: string;
  readonly inTopic?: boolean;
  readonly content: PostContent;
}

/**
 * What is put again under its key changes the message: unless it has been claimed, as the last of its chat. While it is
 * claimed, its sender finds at the end that there is a newer revision.
 */
export const PUT_POST = `
INSERT INTO "OperatorPost" AS po ("workspaceId", "conversationId", "chatId", kind, key, "inTopic", content, "dueAt")
SELECT $1, $2, $3, $4, $5, $6::boolean, $7::jsonb, $8::timestamptz
ON CONFLICT ("workspaceId", "chatId", key) DO UPDATE SET
  content = EXCLUDED.content, revision = po.revision + 1, attempts = 0,
  status = CASE WHEN po.status = 'sent' THEN 'pending' ELSE po.status END,
  "dueAt" = CASE WHEN po.status = 'sent' THEN EXCLUDED."dueAt" ELSE po."dueAt" END,
  place = CASE WHEN po.status = 'sent' THEN nextval(pg_get_serial_sequence('"OperatorPost"', 'place')) ELSE po.place END
WHERE po.content IS DISTINCT FROM EXCLUDED.content AND NOT $9::boolean AND po.status <> 'dropped'`;

/** Puts a post, or changes the one of its key; with `once`, what is there stays. */
export async function putPost(
  db: Pick<Database, 'pool'> | Transaction,
  post: Post,
  at: number,
  { once = false }: { readonly once?: boolean } = {},
): Promise<void> {
  const { workspaceId, conversationId, chatId, key, inTopic = false, content } = post;
  const values = [
    workspaceId,
    conversationId,
    chatId,
    content.kind,
    key,
    inTopic,
    JSON.stringify(content),
    new Date(at),
    once,
  ];
  if ('pool' in db) await db.pool.query({ name: 'operator-post-put', text: PUT_POST, values });
  else await db.$executeRawUnsafe(PUT_POST, ...values);
}

export interface StoredPost {
  readonly workspaceId: string;
  readonly id: string;
  readonly conversationId: string | null;
  readonly chatId: string;
  readonly key: string;
  readonly inTopic: boolean;
  readonly content: PostContent;
  readonly revision: number;
  readonly providerId: string | null;
  readonly status: string;
  readonly attempts: number;
}

const storedSchema = z.object({
  workspaceId: z.string(),
  id: z.string(),
  conversationId: z.string().nullable(),
  chatId: z.string(),
  key: z.string(),
  inTopic: z.boolean(),
  content: postContentSchema,
  revision: z.int(),
  providerId: z.string().nullable(),
  status: z.string(),
  attempts: z.int(),
});

const columns = `po."workspaceId", po.id::text AS id, po."conversationId", po."chatId", po.key, po."inTopic", po.content,
  po.revision, po."providerId", po.status, po.attempts`;

export const FIND_POST = `
SELECT ${columns} FROM "OperatorPost" po WHERE po."workspaceId" = $1 AND po."chatId" = $2 AND po."providerId" = $3
  AND po.kind = $4`;

/** A message or a topic of a chat, by Telegram's id of it. */
export interface ShownAs {
  readonly workspaceId: string;
  readonly chatId: string;
  readonly kind: PostContent['kind'];
  readonly providerId: string;
}

/** The post that Telegram shows as this message or topic. */
export async function findPost({ pool }: Database, where: ShownAs): Promise<StoredPost | null> {
  const values = [where.workspaceId, where.chatId, where.providerId, where.kind];
  const { rows } = await pool.query({ name: 'operator-post-find', text: FIND_POST, values });
  return rows[0] ? storedSchema.parse(rows[0]) : null;
}

export const IS_POSTING = `
SELECT 1 FROM "OperatorPost" po WHERE po."workspaceId" = $1 AND po."chatId" = $2 AND po.kind = $3
  AND po.status = 'claimed' AND po."providerId" IS NULL LIMIT 1`;

/** Whether something new is on its way to the chat: Telegram may show it already. */
export async function isPosting(
  { pool }: Database,
  where: Pick<ShownAs, 'workspaceId' | 'chatId' | 'kind'>,
): Promise<boolean> {
  const values = [where.workspaceId, where.chatId, where.kind];
  const { rows } = await pool.query({ name: 'operator-is-posting', text: IS_POSTING, values });
  return rows.length > 0;
}

export const POST_BY_KEY = `
SELECT ${columns} FROM "OperatorPost" po WHERE po."workspaceId" = $1 AND po."chatId" = $2 AND po.key = $3`;

export async function postByKey(
  { pool }: Database,
  where: { readonly workspaceId: string; readonly chatId: string; readonly key: string },
): Promise<StoredPost | null> {
  const values = [where.workspaceId, where.chatId, where.key];
  const { rows } = await pool.query({ name: 'operator-post-by-key', text: POST_BY_KEY, values });
  return rows[0] ? storedSchema.parse(rows[0]) : null;
}

export const POSTS_OF = `
SELECT ${columns} FROM "OperatorPost" po
WHERE po."workspaceId" = $1 AND po."conversationId" = $2 AND po.key LIKE $3`;

/** The posts of a conversation whose keys begin so. */
export async function postsOf(tx: Transaction, workspaceId: string, conversationId: string, prefix: string) {
  const rows = await tx.$queryRawUnsafe(POSTS_OF, workspaceId, conversationId, `${prefix}%`);
  return z.array(storedSchema).parse(rows);
}

/** Claims the head of every chat's queue that is due; a post that waits for another try holds back those behind it. */
export const CLAIM_POSTS = `
WITH head AS (
  SELECT po."workspaceId", po.id FROM "OperatorPost" po
  WHERE po.status = 'pending' AND po."dueAt" <= $2
    AND NOT EXISTS (
      SELECT 1 FROM "OperatorPost" be
      WHERE be."workspaceId" = po."workspaceId" AND be."chatId" = po."chatId" AND be.status IN ('pending', 'claimed')
        AND be.place < po.place)
  ORDER BY po."dueAt", po.place LIMIT $3
  FOR UPDATE SKIP LOCKED
)
UPDATE "OperatorPost" po SET status = 'claimed', attempts = po.attempts + 1, "claimedBy" = $1, "claimedAt" = $2
FROM head he WHERE po."workspaceId" = he."workspaceId" AND po.id = he.id
RETURNING ${columns}`;

export async function claimPosts(
  { pool }: Database,
  claim: { readonly instanceId: string; readonly now: number; readonly limit: number },
): Promise<StoredPost[]> {
  const values = [claim.instanceId, new Date(claim.now), claim.limit];
  const { rows } = await pool.query({ name: 'operator-posts-claim', text: CLAIM_POSTS, values });
  return z.array(storedSchema).parse(rows);
}

/** A post that was changed while it was being sent goes out again, as it is now. */
export const SETTLE_POST = `
UPDATE "OperatorPost" po SET
  status = CASE WHEN $4 = 'sent' AND po.revision > $5 THEN 'pending' ELSE $4 END,
  shown = CASE WHEN $4 = 'sent' THEN $5 ELSE po.shown END,
  "providerId" = COALESCE($6, po."providerId"), error = $7
WHERE po."workspaceId" = $1 AND po.id = $2::bigint AND po.status = 'claimed' AND po."claimedBy" = $3`;

export async function settlePost(
  { pool }: Database,
  post: StoredPost,
  instanceId: string,
  outcome: {
    readonly status: 'sent' | 'failed' | 'dropped';
    readonly providerId?: string | null;
    readonly error?: string;
  },
): Promise<void> {
  const { workspaceId, id, revision } = post;
  const { status, providerId = null, error = null } = outcome;
  const values = [workspaceId, id, instanceId, status, revision, providerId, error];
  await pool.query({ name: 'operator-post-settle', text: SETTLE_POST, values });
}

export const RETRY_POST = `
UPDATE "OperatorPost" po SET status = 'pending', "dueAt" = $4, error = $5,
  content = CASE WHEN $6::boolean THEN po.content || '{"again": true}' ELSE po.content END
WHERE po."workspaceId" = $1 AND po.id = $2::bigint AND po.status = 'claimed' AND po."claimedBy" = $3`;

export async function retryPost(
  { pool }: Database,
  { workspaceId, id }: StoredPost,
  instanceId: string,
  retry: { readonly dueAt: number; readonly error: string; readonly mayHaveArrived: boolean },
): Promise<void> {
  const values = [workspaceId, id, instanceId, new Date(retry.dueAt), retry.error, retry.mayHaveArrived];
  await pool.query({ name: 'operator-post-retry', text: RETRY_POST, values });
}

/** What stopped processes were sending. Staff get it again, marked as such: a second ring is better than none. */
export const RECOVER_POSTS = `
UPDATE "OperatorPost" po SET status = 'pending',
  content = CASE WHEN po."providerId" IS NULL THEN po.content || '{"again": true}' ELSE po.content END
WHERE po.status = 'claimed' AND NOT EXISTS (
  SELECT 1 FROM "RuntimeInstance" i WHERE i.id = po."claimedBy" AND i."seenAt" > now() - make_interval(secs => $1))
RETURNING po."workspaceId"`;

export async function recoverPosts({ pool }: Database, deadAfterSeconds: number): Promise<void> {
  await pool.query({ name: 'operator-posts-recover', text: RECOVER_POSTS, values: [deadAfterSeconds] });
}

export const DROP_UNSENT = `
UPDATE "OperatorPost" po SET status = 'dropped'
WHERE po."workspaceId" = $1 AND po."chatId" = $2 AND po.key = $3 AND po.status = 'pending' AND po."providerId" IS NULL`;

/** Takes back what nobody has seen; what is being sent goes out. */
export async function dropUnsent(
  tx: Transaction,
  post: Pick<Post, 'workspaceId' | 'chatId' | 'key'>,
): Promise<boolean> {
  return (await tx.$executeRawUnsafe(DROP_UNSENT, post.workspaceId, post.chatId, post.key)) > 0;
}
