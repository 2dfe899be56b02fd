import { authorSchema, messageContentSchema, modeSchema } from '@baton/engine';
import { z } from 'zod';
import type { Database } from './client.ts';
import type { DeliveryMoved } from './outbox.ts';

/** A contact of a channel, as a visitor's token names it. */
export interface VisitorKey {
  readonly workspaceId: string;
  readonly channelId: string;
  readonly address: string;
}

const rowSchema = z.object({
  id: z.string(),
  version: z.int(),
  mode: modeSchema,
  headset: z.boolean(),
  lastSeq: z.int(),
  unsettledSeq: z.int().nullable(),
  readSeq: z.int(),
  messages: z.array(
    z.object({
      seq: z.int(),
      author: authorSchema,
      content: messageContentSchema,
      delivery: z.enum(['queued', 'sent', 'delivered', 'read', 'uncertain']).nullable(),
      clientId: z.string().nullable(),
      at: z.string(),
    }),
  ),
});

/** A visitor's conversation as stored, with the entries they may see. */
export type VisitorConversation = z.infer<typeof rowSchema>;

/** The most entries that one answer holds: the newest. */
const ENTRIES = 500;

/**
 * The contact's open conversation, or else the newest one. Entries that are not sent yet stay hidden, so that a
 * take-over can still discard them; $6 names one that is being sent right now.
 */
export const VISITOR_CONVERSATION = `
WITH c AS (
  SELECT c.* FROM "Contact" co
    JOIN "Conversation" c ON c."workspaceId" = $1 AND c."channelId" = $2 AND c."contactId" = co.id
  WHERE co."workspaceId" = $1 AND co."channelId" = $2 AND co.address = $3
  ORDER BY c.mode = 'ended', c."createdAt" DESC
  LIMIT 1
)
SELECT c.id, c.version, c.state -> 'mode' AS mode,
  COALESCE((c.state -> 'triggers' ->> 'headsetRevealed')::boolean, false) AS headset, c."lastSeq",
  (SELECT min(o.seq) FROM "OutboxRow" o
    WHERE o."workspaceId" = $1 AND o."channelId" = $2 AND o.address = $3 AND o."conversationId" = c.id
      AND o.status IN ('pending', 'claimed') AND o.seq <> COALESCE($6, 0)) AS "unsettledSeq",
  GREATEST(
    (SELECT max(r.seq) FROM "ReadMark" r WHERE r."workspaceId" = $1 AND r."conversationId" = c.id),
    -- From the end: a long thread is not read for it.
    (SELECT m.seq FROM "Message" m
      WHERE m."workspaceId" = $1 AND m."conversationId" = c.id AND m.author ->> 'kind' IN ('bot', 'agent')
      ORDER BY m.seq DESC LIMIT 1),
    0) AS "readSeq",
  -- As one value: an array of the database's own would be taken apart letter by letter.
  (SELECT COALESCE(json_agg(n.message ORDER BY n.seq), '[]') FROM (
    SELECT m.seq, json_build_object('seq', m.seq, 'author', m.author, 'content', m.content, 'delivery', m.delivery,
      'clientId', m."clientId", 'at', m.at) AS message
    FROM "Message" m
    WHERE m."workspaceId" = $1 AND m."conversationId" = c.id
      AND m.seq > CASE WHEN c.id = $4 THEN $5::int ELSE 0 END
      AND m.content ->> 'kind' <> 'event'
      AND (m.delivery IN ('sent', 'delivered', 'read', 'uncertain') OR m.author ->> 'kind' = 'customer' OR m.seq = $6)
    ORDER BY m.seq DESC
    LIMIT ${ENTRIES}
  ) n) AS messages
FROM c`;

export async function readVisitorConversation(
  { pool }: Database,
  visitor: VisitorKey,
  from: { readonly conversationId?: string; readonly after?: number; readonly sending?: number } = {},
): Promise<VisitorConversation | null> {
  const { rows } = await pool.query({
    name: 'visitor-conversation',
    text: VISITOR_CONVERSATION,
    values: [
      visitor.workspaceId,
      visitor.channelId,
      visitor.address,
      from.conversationId ?? null,
      from.after ?? 0,
      from.sending ?? null,
    ],
  });
  return rows[0] ? rowSchema.parse(rows[0]) : null;
}

/** What the visitor has on the screen, has arrived; it moves forward only, and says what moved. */
export const SEEN = `
UPDATE "Message" m SET delivery = $5
FROM "OutboxRow" o, "Contact" co, "Conversation" c
WHERE co."workspaceId" = $1 AND co."channelId" = $2 AND co.address = $3
  AND c."workspaceId" = $1 AND c."channelId" = $2 AND c."contactId" = co.id AND c.mode <> 'ended'
  AND m."workspaceId" = $1 AND m."conversationId" = c.id AND m.seq <= $4
  AND (m.delivery IN ('queued', 'sent') OR (m.delivery = 'delivered' AND $5 = 'read'))
  AND o."workspaceId" = $1 AND o."conversationId" = c.id AND o.seq = m.seq AND o.status IN ('claimed', 'sent')
RETURNING m."workspaceId", m."conversationId", o."channelId", o.address, m.seq, m.delivery`;

export async function markSeen(
  { pool }: Database,
  visitor: VisitorKey,
  seen: { readonly seq: number; readonly visible: boolean },
): Promise<DeliveryMoved[]> {
  const { rows } = await pool.query<DeliveryMoved>({
    name: 'visitor-seen',
    text: SEEN,
    values: [visitor.workspaceId, visitor.channelId, visitor.address, seen.seq, seen.visible ? 'read' : 'delivered'],
  });
  return rows;
}

/** Where a visitor's open conversation is, and who they are to staff. */
export async function findOpenConversation(
  { pool }: Database,
  visitor: VisitorKey,
): Promise<{ id: string; contactName: string } | null> {
  const { rows } = await pool.query<{ id: string; contactName: string }>({
    name: 'visitor-open-conversation',
    text: OPEN_CONVERSATION,
    values: [visitor.workspaceId, visitor.channelId, visitor.address],
  });
  return rows[0] ?? null;
}

export const OPEN_CONVERSATION = `
SELECT c.id, co.name AS "contactName" FROM "Contact" co
  JOIN "Conversation" c ON c."workspaceId" = $1 AND c."channelId" = $2 AND c."contactId" = co.id AND c.mode <> 'ended'
WHERE co."workspaceId" = $1 AND co."channelId" = $2 AND co.address = $3`;
