import { authorSchema, modeSchema, operatorSchema, submissionStatuses } from '@baton/engine';
import { z } from 'zod';

/** What a list shows of a conversation, as one row of SQL. `$1` is the workspace, `$2` the member who looks. */
export const ROW_COLUMNS = `
  c.id, c.version, c.state -> 'mode' AS mode, c.state -> 'team' AS team, (c.state -> 'timers' ->> 'accept')::bigint::float8 AS "acceptDueAt",
  c."submissionStatus", c.stalled, c."waitingSince", c.archived, c."lastSeq", c."lastText", c."lastAuthor", c."lastAt",
  co.id AS "contactId", co.name AS "contactName",
  ch.id AS "channelId", ch.type AS "channelType", ch.name AS "channelName",
  f.id AS "flowId", f.name AS "flowName",
  GREATEST(c."lastSeq" - COALESCE(rm.seq, 0), 0) AS unread`;

export const ROW_TABLES = `
FROM "Conversation" c
  JOIN "Contact" co ON co."workspaceId" = $1 AND co.id = c."contactId"
  JOIN "Channel" ch ON ch."workspaceId" = $1 AND ch.id = c."channelId"
  LEFT JOIN "FlowVersion" v ON v."workspaceId" = $1 AND v.id = c."flowVersionId"
  LEFT JOIN "Flow" f ON f."workspaceId" = $1 AND f.id = v."flowId"
  LEFT JOIN "ReadMark" rm ON rm."workspaceId" = $1 AND rm."conversationId" = c.id AND rm."userId" = $2`;

export const storedRowSchema = z.object({
  id: z.string(),
  version: z.int(),
  mode: modeSchema,
  team: operatorSchema.nullable(),
  acceptDueAt: z.number().nullable(),
  submissionStatus: z.enum(submissionStatuses).nullable(),
  stalled: z.boolean(),
  waitingSince: z.date().nullable(),
  archived: z.boolean(),
  lastSeq: z.int(),
  lastText: z.string().nullable(),
  lastAuthor: authorSchema.nullable(),
  lastAt: z.date(),
  contactId: z.string(),
  contactName: z.string(),
  channelId: z.string(),
  channelType: z.string(),
  channelName: z.string(),
  flowId: z.string().nullable(),
  flowName: z.string().nullable(),
  unread: z.int(),
});
export type StoredRow = z.infer<typeof storedRowSchema>;
