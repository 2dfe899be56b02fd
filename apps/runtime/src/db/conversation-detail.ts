import {
  answerFileSchema,
  conversationStateSchema,
  handoffTriggers,
  requestStates,
  submissionStatuses,
} from '@baton/engine';
import { z } from 'zod';
import type { Database } from './client.ts';
import { ROW_COLUMNS, ROW_TABLES, storedRowSchema } from './conversation-rows.ts';
import { flowOfChannel } from './flow-of-channel.ts';

const moment = z.string().transform((text) => new Date(text).toISOString());
const labelled = z.array(z.object({ label: z.string(), value: z.string() }));

const detailSchema = storedRowSchema.extend({
  state: conversationStateSchema,
  createdAt: z.date(),
  configureVersionId: z.string().nullable(),
  contactCreatedAt: z.date(),
  blocked: z.boolean(),
  unreachable: z.string().nullable(),
  verifiedId: z.string().nullable(),
  writableUntil: z.date().nullable(),
  attributes: z.record(z.string(), z.json()),
  submissions: z.array(
    z.object({
      number: z.int(),
      origin: z.enum(['run', 'lead']),
      status: z.enum(submissionStatuses),
      title: z.string(),
      answers: z.array(
        z.object({ nodeId: z.string(), label: z.string(), value: z.string(), file: answerFileSchema.optional() }),
      ),
      decidedBy: z.string().nullable(),
      createdAt: moment,
    }),
  ),
  requests: z.array(
    z.object({
      number: z.int(),
      trigger: z.enum(handoffTriggers),
      reason: z.string(),
      state: z.enum(requestStates),
      requestedAt: moment,
      acceptedAt: moment.nullable(),
      closedAt: moment.nullable(),
      operatorId: z.string().nullable(),
      operatorName: z.string().nullable(),
      team: z.string().nullable(),
      formAnswers: labelled,
    }),
  ),
  earlier: z.array(z.object({ id: z.string(), startedAt: moment, last: z.string().nullable() })),
});
export type StoredDetail = z.infer<typeof detailSchema>;

export const DETAIL = `
SELECT ${ROW_COLUMNS}, c.state, c."createdAt",
  COALESCE(f."publishedVersionId", cf."publishedVersionId") AS "configureVersionId",
  co."createdAt" AS "contactCreatedAt", co.blocked, co.unreachable,
  co."verifiedId", co."writableUntil", co.attributes,
  ARRAY(
    SELECT jsonb_build_object('number', s.number, 'origin', s.origin, 'status', s.status, 'title', s.title,
      'answers', s.answers, 'decidedBy', s."decidedBy", 'createdAt', s."createdAt")
    FROM "Submission" s WHERE s."workspaceId" = $1 AND s."conversationId" = c.id ORDER BY s.number
  ) AS submissions,
  ARRAY(
    SELECT jsonb_build_object('number', r.number, 'trigger', r.trigger, 'reason', r.reason, 'state', r.state,
      'requestedAt', r."requestedAt", 'acceptedAt', r."acceptedAt", 'closedAt', r."closedAt",
      'operatorId', r."operatorId", 'operatorName', r."operatorName", 'team', r."teamName", 'formAnswers', r."formAnswers")
    FROM "HandoffRequest" r WHERE r."workspaceId" = $1 AND r."conversationId" = c.id ORDER BY r.number
  ) AS requests,
  ARRAY(
    SELECT jsonb_build_object('id', e.id, 'startedAt', e."createdAt", 'last', e."lastText")
    FROM "Conversation" e
    WHERE e."workspaceId" = $1 AND e."contactId" = c."contactId" AND e."createdAt" < c."createdAt"
    ORDER BY e."createdAt" DESC LIMIT 20
  ) AS earlier
${ROW_TABLES}
  LEFT JOIN "Flow" cf ON cf."workspaceId" = $1 AND cf.id = ${flowOfChannel}
WHERE c."workspaceId" = $1 AND c.id = $3 AND $2::text IS NOT NULL`;

/** Everything about one conversation but its transcript; null where the workspace has none with that id. */
export async function readConversationDetail(
  { pool }: Database,
  workspaceId: string,
  userId: string,
  conversationId: string,
): Promise<StoredDetail | null> {
  const values = [workspaceId, userId, conversationId];
  const { rows } = await pool.query({ name: 'conversation-detail', text: DETAIL, values });
  return rows[0] ? detailSchema.parse(rows[0]) : null;
}
