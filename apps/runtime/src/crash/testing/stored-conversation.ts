import { deliveryStates } from '@baton/contracts';
import {
  authorSchema,
  conversationStateSchema,
  messageContentSchema,
  requestStates,
  submissionStatuses,
} from '@baton/engine';
import { z } from 'zod';
import { createDatabase, type Database } from '../../db/client.ts';

const outboxStatuses = ['pending', 'claimed', 'sent', 'failed', 'uncertain', 'discarded'] as const;

const messageSchema = z.object({
  seq: z.int(),
  author: authorSchema,
  content: messageContentSchema,
  epoch: z.int(),
  delivery: z.enum(deliveryStates).nullable(),
  clientId: z.string().nullable(),
  outbox: z.enum(outboxStatuses).nullable(),
  kind: z.enum(['flow', 'system', 'reply']).nullable(),
});
export type StoredMessage = z.infer<typeof messageSchema>;

const conversationSchema = z.object({
  id: z.string(),
  contact: z.string(),
  columns: z.object({
    mode: z.string(),
    phase: z.string().nullable(),
    ownerId: z.string().nullable(),
    teamId: z.string().nullable(),
    askedId: z.string().nullable(),
    submissionStatus: z.string().nullable(),
    needsReview: z.boolean(),
    stalled: z.boolean(),
    archived: z.boolean(),
    lastSeq: z.int(),
  }),
  state: conversationStateSchema,
  messages: z.array(messageSchema),
  timers: z.record(z.string(), z.number()),
  requests: z.array(z.object({ number: z.int(), state: z.enum(requestStates) })),
  submissions: z.array(z.object({ number: z.int(), status: z.enum(submissionStatuses) })),
});
export type StoredConversation = z.infer<typeof conversationSchema>;

/** One statement, so that all of it is from one moment, whatever the server is doing. */
const STORED = `
SELECT c.id, c."channelId" || '/' || c."contactId" AS contact, c.state,
  jsonb_build_object('mode', c.mode, 'phase', c.phase, 'ownerId', c."ownerId", 'teamId', c."teamId",
    'askedId', c."askedId", 'submissionStatus', c."submissionStatus",
    'needsReview', c."needsReview", 'stalled', c.stalled, 'archived', c.archived, 'lastSeq', c."lastSeq") AS columns,
  ARRAY(
    SELECT jsonb_build_object('seq', m.seq, 'author', m.author, 'content', m.content, 'epoch', m.epoch,
      'delivery', m.delivery, 'clientId', m."clientId", 'outbox', o.status, 'kind', o.kind)
    FROM "Message" m
      LEFT JOIN "OutboxRow" o ON o."workspaceId" = m."workspaceId" AND o."conversationId" = m."conversationId" AND o.seq = m.seq
    WHERE m."workspaceId" = c."workspaceId" AND m."conversationId" = c.id ORDER BY m.seq
  ) AS messages,
  COALESCE((
    SELECT jsonb_object_agg(t.kind, round(extract(epoch FROM t."dueAt") * 1000)) FROM "Timer" t
    WHERE t."workspaceId" = c."workspaceId" AND t."conversationId" = c.id
  ), '{}') AS timers,
  ARRAY(
    SELECT jsonb_build_object('number', r.number, 'state', r.state) FROM "HandoffRequest" r
    WHERE r."workspaceId" = c."workspaceId" AND r."conversationId" = c.id ORDER BY r.number
  ) AS requests,
  ARRAY(
    SELECT jsonb_build_object('number', s.number, 'status', s.status) FROM "Submission" s
    WHERE s."workspaceId" = c."workspaceId" AND s."conversationId" = c.id ORDER BY s.number
  ) AS submissions
FROM "Conversation" c
WHERE c."updatedAt" >= $1 AND c.id = COALESCE($2, c.id)
ORDER BY c."createdAt"`;

/** Every conversation that was written since then, as it is stored. */
export async function storedConversations(url: string, since: Date): Promise<StoredConversation[]> {
  const database = createDatabase(url, { log: { warn: () => undefined }, connections: 1 });
  try {
    const { rows } = await database.pool.query(STORED, [since, null]);
    return z.array(conversationSchema).parse(rows);
  } finally {
    await database.close();
  }
}

/** One conversation as it is stored. */
export async function storedConversation({ pool }: Database, id: string): Promise<StoredConversation> {
  const { rows } = await pool.query(STORED, [new Date(0), id]);
  return conversationSchema.parse(rows[0]);
}
