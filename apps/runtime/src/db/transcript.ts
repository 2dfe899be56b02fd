import { deliveryStates } from '@baton/contracts';
import { authorSchema, messageContentSchema } from '@baton/engine';
import { z } from 'zod';
import type { Database } from './client.ts';

const entrySchema = z.object({
  seq: z.int(),
  author: authorSchema,
  content: messageContentSchema,
  at: z.date().transform((at) => at.toISOString()),
  delivery: z.enum(deliveryStates).nullable(),
  clientId: z.string().nullable(),
  problem: z
    .string()
    .nullable()
    .transform((problem) => problem ?? undefined),
});

export interface TranscriptQuery {
  readonly workspaceId: string;
  readonly conversationId: string;
  readonly after?: number;
  readonly before?: number;
  readonly limit: number;
}

const columns = `m.seq, m.author, m.content, m.at, m.delivery, m."clientId",
  CASE WHEN m.delivery = 'failed' THEN (
    SELECT o.error FROM "OutboxRow" o
    WHERE o."workspaceId" = $1 AND o."conversationId" = $2 AND o.seq = m.seq) END AS problem`;
const where = `
FROM "Message" m WHERE m."workspaceId" = $1 AND m."conversationId" = $2 AND m.seq > $3 AND m.seq < $4`;

export const ENTRIES_AFTER = `SELECT ${columns} ${where} ORDER BY m.seq LIMIT $5`;
export const NEWEST_ENTRIES = `SELECT * FROM (SELECT ${columns} ${where} ORDER BY m.seq DESC LIMIT $5) AS newest ORDER BY seq`;
export const LAST_SEQ = `SELECT c."lastSeq" FROM "Conversation" c WHERE c."workspaceId" = $1 AND c.id = $2`;

const MAX_SEQ = 2_147_483_647;

/** Entries in order of seq: those after `after`, or else the newest before `before`. Null without the conversation. */
export async function readTranscript({ pool }: Database, query: TranscriptQuery) {
  const { workspaceId, conversationId, after, before, limit } = query;
  const catchUp = after !== undefined;
  const conversation = await pool.query<{ lastSeq: number }>({
    name: 'transcript-last-seq',
    text: LAST_SEQ,
    values: [workspaceId, conversationId],
  });
  const lastSeq = conversation.rows[0]?.lastSeq;
  if (lastSeq === undefined) return null;
  const { rows } = await pool.query({
    name: catchUp ? 'transcript-after' : 'transcript-newest',
    text: catchUp ? ENTRIES_AFTER : NEWEST_ENTRIES,
    values: [workspaceId, conversationId, clamp(after ?? 0), clamp(before ?? MAX_SEQ), limit],
  });
  return { messages: z.array(entrySchema).parse(rows), lastSeq };
}

/** A number that any client may send, as the database can hold it. */
function clamp(seq: number): number {
  return Math.min(seq, MAX_SEQ);
}

export const MARK_READ = `
INSERT INTO "ReadMark" ("workspaceId", "conversationId", "userId", seq)
SELECT c."workspaceId", c.id, $3, LEAST($4, c."lastSeq") FROM "Conversation" c
WHERE c."workspaceId" = $1 AND c.id = $2
ON CONFLICT ("workspaceId", "conversationId", "userId") DO UPDATE SET seq = GREATEST("ReadMark".seq, EXCLUDED.seq)
RETURNING seq`;

/** Notes how far a member has read, never backwards; false where the workspace has no such conversation. */
export async function markRead(
  { pool }: Database,
  mark: { workspaceId: string; conversationId: string; userId: string; seq: number },
): Promise<boolean> {
  const values = [mark.workspaceId, mark.conversationId, mark.userId, clamp(mark.seq)];
  return (await pool.query({ name: 'mark-read', text: MARK_READ, values })).rows.length > 0;
}

export const WHERE_IS = `
SELECT c."channelId", co.address, c."ownerId", c.mode FROM "Conversation" c
  JOIN "Contact" co ON co."workspaceId" = $1 AND co.id = c."contactId"
WHERE c."workspaceId" = $1 AND c.id = $2`;

/** The customer's side of a conversation, and who answers; null where the workspace has no such conversation. */
export async function whereIs({ pool }: Database, workspaceId: string, conversationId: string) {
  const { rows } = await pool.query<{ channelId: string; address: string; ownerId: string | null; mode: string }>({
    name: 'where-is',
    text: WHERE_IS,
    values: [workspaceId, conversationId],
  });
  return rows[0] ?? null;
}

export const FIND_CONVERSATIONS = `
SELECT c.id FROM "Conversation" c
WHERE c."workspaceId" = $1 AND c.mode <> 'ended'
  AND ($2::text IS NULL OR c.phase = $2) AND ($3::text IS NULL OR c."ownerId" = $3)
  AND ($4::text IS NULL OR c.mode = 'human' OR c.phase IN ('ringing', 'queued'))
ORDER BY c."waitingSince" NULLS LAST, c.id`;

/** Open conversations in a phase, of an owner, or with people who are asked or answer; the longest wait first. */
export async function findConversations(
  { pool }: Database,
  workspaceId: string,
  which: { readonly phase?: 'queued'; readonly ownerId?: string; readonly with?: 'people' },
): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'find-conversations',
    text: FIND_CONVERSATIONS,
    values: [workspaceId, which.phase ?? null, which.ownerId ?? null, which.with ?? null],
  });
  return rows.map((row) => row.id);
}
