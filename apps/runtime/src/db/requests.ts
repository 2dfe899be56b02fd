import { type ConversationState, conversationStateSchema, handoffTriggers, requestStates } from '@baton/engine';
import { z } from 'zod';
import type { Database } from './client.ts';

/** Where a page of requests ended. */
export const requestCursorSchema = z.object({ at: z.iso.datetime(), conversationId: z.string(), number: z.int() });
export type RequestCursor = z.infer<typeof requestCursorSchema>;

const rowSchema = z.object({
  conversationId: z.string(),
  number: z.int(),
  contactId: z.string(),
  contactName: z.string(),
  channelType: z.string(),
  channelName: z.string(),
  trigger: z.enum(handoffTriggers),
  reason: z.string(),
  state: z.enum(requestStates),
  operatorId: z.string().nullable(),
  operatorName: z.string().nullable(),
  requestedAt: z.date(),
  ringingAt: z.date().nullable(),
  acceptedAt: z.date().nullable(),
  closedAt: z.date().nullable(),
});
export type StoredRequest = z.infer<typeof rowSchema>;

const select = `
SELECT r."conversationId", r.number, r.trigger, r.reason, r.state, r."operatorId", r."operatorName", r."requestedAt",
  r."ringingAt", r."acceptedAt", r."closedAt", co.id AS "contactId", co.name AS "contactName",
  ch.type AS "channelType", ch.name AS "channelName"
FROM "HandoffRequest" r
  JOIN "Conversation" c ON c."workspaceId" = $1 AND c.id = r."conversationId"
  JOIN "Contact" co ON co."workspaceId" = $1 AND co.id = c."contactId"
  JOIN "Channel" ch ON ch."workspaceId" = $1 AND ch.id = c."channelId"
WHERE r."workspaceId" = $1`;
const place = '(r."requestedAt", r."conversationId", r.number)';
const after = '($2::timestamptz, $3::text, $4::int)';

/** What is open, the longest wait first. The states are those of the partial index over open requests. */
export const OPEN_REQUESTS = `${select} AND r.state IN ('pending', 'active') AND r.state = $6
  AND ($2::timestamptz IS NULL OR ${place} > ${after})
ORDER BY r."requestedAt", r."conversationId", r.number LIMIT $5`;

/** What is over, the newest first. */
export const CLOSED_REQUESTS = `${select} AND r.state NOT IN ('pending', 'active')
  AND ($2::timestamptz IS NULL OR ${place} < ${after})
ORDER BY r."requestedAt" DESC, r."conversationId" DESC, r.number DESC LIMIT $5`;

export async function readRequests(
  { pool }: Database,
  query: {
    readonly workspaceId: string;
    readonly view: 'pending' | 'active' | 'resolved';
    readonly cursor?: RequestCursor;
    readonly limit: number;
  },
): Promise<StoredRequest[]> {
  const { workspaceId, view, cursor, limit } = query;
  const closed = view === 'resolved';
  const values = [workspaceId, cursor?.at ?? null, cursor?.conversationId ?? null, cursor?.number ?? null, limit];
  const { rows } = await pool.query({
    name: closed ? 'requests-closed' : 'requests-open',
    text: closed ? CLOSED_REQUESTS : OPEN_REQUESTS,
    values: closed ? values : [...values, view],
  });
  return z.array(rowSchema).parse(rows);
}

/** Conversations whose customers wait while somebody is asked, the longest wait first. */
export const RINGING = `
SELECT c.id, co.name AS "contactName", c.state
FROM "Conversation" c JOIN "Contact" co ON co."workspaceId" = $1 AND co.id = c."contactId"
WHERE c."workspaceId" = $1 AND c."waitingSince" IS NOT NULL AND c.mode = 'pending' AND c.phase = 'ringing'
ORDER BY c."waitingSince", c.id LIMIT 50`;

const ringingSchema = z.object({ id: z.string(), contactName: z.string(), state: conversationStateSchema });

export async function readRinging(
  { pool }: Database,
  workspaceId: string,
): Promise<{ readonly id: string; readonly contactName: string; readonly state: ConversationState }[]> {
  const { rows } = await pool.query({ name: 'requests-ringing', text: RINGING, values: [workspaceId] });
  return z.array(ringingSchema).parse(rows);
}

/** A wait is counted from the first alert; a person who came unasked has answered at once. */
export const RESPONSE_TIMES = `
SELECT count(*) FILTER (WHERE answered)::int AS answered,
  count(*) FILTER (WHERE answered AND seconds <= $3)::int AS "withinTarget",
  percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE answered) AS "medianSeconds",
  count(*) FILTER (WHERE missed)::int AS missed
FROM (
  SELECT r."acceptedAt" IS NOT NULL AS answered, r."ringingAt" IS NOT NULL AND r.state IN ('expired', 'rejected') AS missed,
    extract(epoch FROM r."acceptedAt" - COALESCE(r."ringingAt", r."requestedAt"))::float8 AS seconds
  FROM "HandoffRequest" r
  WHERE r."workspaceId" = $1 AND r."requestedAt" >= $2 AND r.trigger <> 'take_over'
) AS asked`;

export async function readResponseTimes(
  { pool }: Database,
  query: { readonly workspaceId: string; readonly since: number; readonly targetSeconds: number },
) {
  const { rows } = await pool.query<{
    answered: number;
    withinTarget: number;
    medianSeconds: number | null;
    missed: number;
  }>({
    name: 'response-times',
    text: RESPONSE_TIMES,
    values: [query.workspaceId, new Date(query.since), query.targetSeconds],
  });
  return rows[0] ?? { answered: 0, withinTarget: 0, medianSeconds: null, missed: 0 };
}
