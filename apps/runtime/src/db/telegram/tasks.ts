import { authorSchema, conversationStateSchema, messageContentSchema } from '@baton/engine';
import { z } from 'zod';
import type { Database, Transaction } from '../client.ts';

/** The machine's effects that operators hear of, as a turn writes them down. `ring` names one ringing among others. */
export const alertEffectSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('alert.ring'), ring: z.number(), to: z.array(z.string()) }),
  z.object({ type: z.literal('alert.update') }),
  z.object({
    type: z.literal('alert.settle'),
    outcome: z.enum(['taken', 'expired', 'cancelled', 'ended']),
    by: z.string().nullable(),
  }),
  z.object({ type: z.literal('alert.reject'), operatorId: z.string() }),
  z.object({
    type: z.literal('operator.notify'),
    operatorId: z.string(),
    notice: z.enum(['taken_from_you', 'transfer_offered', 'transfer_refused', 'reply_due']),
  }),
  // These two come from what happens to messages, and not from the machine.
  z.object({ type: z.literal('message.edited'), seq: z.int() }),
  z.object({
    type: z.literal('message.undelivered'),
    seq: z.int(),
    delivery: z.enum(['failed', 'uncertain']),
    problem: z.string().nullable(),
  }),
]);
export type AlertEffect = z.infer<typeof alertEffectSchema>;

const taskSchema = z.object({
  workspaceId: z.string(),
  conversationId: z.string(),
  alerts: z.array(alertEffectSchema),
});
export type OperatorTask = z.infer<typeof taskSchema>;

export const TAKE_TASK = `
SELECT ot."workspaceId", ot."conversationId", ot.alerts FROM "OperatorTask" ot
WHERE ot."dueAt" <= $1 ORDER BY ot."dueAt" LIMIT 1 FOR UPDATE SKIP LOCKED`;

/** The conversation that has waited longest for operators to be told, kept from others until the transaction ends. */
export async function takeTask(tx: Transaction, now: number): Promise<OperatorTask | null> {
  const rows = await tx.$queryRawUnsafe(TAKE_TASK, new Date(now));
  return z.array(taskSchema).parse(rows)[0] ?? null;
}

export const TASK_DONE = `DELETE FROM "OperatorTask" ot WHERE ot."workspaceId" = $1 AND ot."conversationId" = $2`;

export async function finishTask(tx: Transaction, { workspaceId, conversationId }: OperatorTask): Promise<void> {
  await tx.$executeRawUnsafe(TASK_DONE, workspaceId, conversationId);
}

export const DELAY_TASKS = `
UPDATE "OperatorTask" ot SET "dueAt" = $2 WHERE ot."dueAt" <= $1 AND ot."conversationId" = (
  SELECT fi."conversationId" FROM "OperatorTask" fi WHERE fi."workspaceId" = ot."workspaceId" AND fi."dueAt" <= $1
  ORDER BY fi."dueAt" LIMIT 1)`;

/** Lets a task that fails for a reason of its own wait, so that it does not hold up all others. */
export async function delayFirstTask({ pool }: Database, now: number, until: number): Promise<void> {
  await pool.query({ name: 'operator-task-delay', text: DELAY_TASKS, values: [new Date(now), new Date(until)] });
}

/**
 * A part of statements that change messages: notes for operators what became of those in `changed`, whose columns are
 * workspaceId, conversationId and seq. `alert` is SQL for the members of the effect beside its `seq`; `where` says which
 * of the rows `ch` it is about.
 */
export function noteMessages({ changed, alert, where }: { changed: string; alert: string; where: string }): string {
  return `
  INSERT INTO "OperatorTask" AS ot ("workspaceId", "conversationId", version, alerts, "dueAt")
  SELECT c."workspaceId", c.id, c.version, jsonb_agg(jsonb_build_object('seq', ch.seq, ${alert})), now()
  FROM ${changed} ch
    JOIN "OperatorBot" ob ON ob."workspaceId" = ch."workspaceId"
    JOIN "Conversation" c ON c."workspaceId" = ch."workspaceId" AND c.id = ch."conversationId"
  WHERE ${where}
  GROUP BY c."workspaceId", c.id, c.version
  ON CONFLICT ("workspaceId", "conversationId") DO UPDATE SET alerts = ot.alerts || EXCLUDED.alerts`;
}

/** What an operator has written on Telegram, and what did not arrive: for `noteMessages`. */
export const undelivered = (delivery: string, problem: string) => ({
  alert: `'type', 'message.undelivered', 'delivery', ${delivery}, 'problem', ${problem}::text`,
  where: `ch."clientId" LIKE 'tg:%' OR ch."clientId" LIKE 'tgg:%'`,
});

/** Rings for whoever can be alerted only now: what rings for everybody already rings for them too. */
export const RING_AGAIN = `
INSERT INTO "OperatorTask" AS ot ("workspaceId", "conversationId", version, alerts, "dueAt")
SELECT $1, c.id, c.version, jsonb_build_array(
  jsonb_build_object('type', 'alert.ring', 'ring', (c.state #>> '{mode,since}')::bigint, 'to', $2::jsonb)), $3
FROM "Conversation" c WHERE c."workspaceId" = $1 AND c.mode = 'pending' AND c.phase = 'ringing'
  AND c.state #> '{mode,asked}' = '[]' AND COALESCE(c.state -> 'team', 'null') = 'null'
ON CONFLICT ("workspaceId", "conversationId") DO UPDATE SET alerts = ot.alerts || EXCLUDED.alerts, "dueAt" = EXCLUDED."dueAt"`;

export async function ringAgain(
  { pool }: Database,
  ring: { readonly workspaceId: string; readonly to: readonly string[]; readonly now: number },
): Promise<void> {
  const values = [ring.workspaceId, JSON.stringify(ring.to), new Date(ring.now)];
  await pool.query({ name: 'operator-ring-again', text: RING_AGAIN, values });
}

/** An owner who has left the inbox: what they answer comes to their phone from now on. */
export const TELL_OWNER = `
INSERT INTO "OperatorTask" AS ot ("workspaceId", "conversationId", version, alerts, "dueAt")
SELECT $1, c.id, c.version, '[]', $3 FROM "Conversation" c
WHERE c."workspaceId" = $1 AND c."ownerId" = $2 AND c.mode = 'human'
ON CONFLICT ("workspaceId", "conversationId") DO NOTHING`;

export async function tellOwner({ pool }: Database, workspaceId: string, ownerId: string, now: number): Promise<void> {
  await pool.query({ name: 'operator-tell-owner', text: TELL_OWNER, values: [workspaceId, ownerId, new Date(now)] });
}

const entrySchema = z.object({
  seq: z.int(),
  author: authorSchema,
  content: messageContentSchema,
  clientId: z.string().nullable(),
});
export type ToldEntry = z.infer<typeof entrySchema>;

const conversationSchema = z.object({
  state: conversationStateSchema,
  contact: z.string(),
  channel: z.string(),
  flow: z.string().nullable(),
  answers: z.array(z.object({ label: z.string(), value: z.string() })),
  seq: z.int(),
  seat: z.string().nullable(),
  holder: z.string().nullable(),
  isNew: z.boolean(),
});
export type ToldConversation = z.infer<typeof conversationSchema>;

export const TOLD_CONVERSATION = `
SELECT c.state, co.name AS contact, ch.name AS channel, fl.name AS flow,
  COALESCE((SELECT su.answers FROM "Submission" su
    WHERE su."workspaceId" = $1 AND su."conversationId" = c.id ORDER BY su.number DESC LIMIT 1), '[]') AS answers,
  COALESCE(se.seq, 0) AS seq, se.seat, se.holder, se.seq IS NULL AS "isNew"
FROM "Conversation" c
  JOIN "Contact" co ON co."workspaceId" = $1 AND co.id = c."contactId"
  JOIN "Channel" ch ON ch."workspaceId" = $1 AND ch.id = c."channelId"
  LEFT JOIN "FlowVersion" fv ON fv."workspaceId" = $1 AND fv.id = c."flowVersionId"
  LEFT JOIN "Flow" fl ON fl."workspaceId" = $1 AND fl.id = fv."flowId"
  LEFT JOIN "OperatorConversation" se ON se."workspaceId" = $1 AND se."conversationId" = c.id
WHERE c."workspaceId" = $1 AND c.id = $2`;

/** A conversation with what operators know of it; null where it was erased. */
export async function readTold(tx: Transaction, workspaceId: string, id: string): Promise<ToldConversation | null> {
  const rows = await tx.$queryRawUnsafe(TOLD_CONVERSATION, workspaceId, id);
  return z.array(conversationSchema).parse(rows)[0] ?? null;
}

export const TOLD_ENTRIES = `
SELECT me.seq, me.author, me.content, me."clientId" FROM "Message" me
WHERE me."workspaceId" = $1 AND me."conversationId" = $2 AND me.seq > $3 ORDER BY me.seq LIMIT 500`;

/** What has happened since `after`, the oldest first. */
export async function entriesSince(tx: Transaction, workspaceId: string, id: string, after: number) {
  return z.array(entrySchema).parse(await tx.$queryRawUnsafe(TOLD_ENTRIES, workspaceId, id, after));
}

export const TOLD_ENTRY = `
SELECT me.seq, me.author, me.content, me."clientId" FROM "Message" me
WHERE me."workspaceId" = $1 AND me."conversationId" = $2 AND me.seq = $3`;

export async function entryAt(tx: Transaction, workspaceId: string, id: string, seq: number) {
  const rows = await tx.$queryRawUnsafe(TOLD_ENTRY, workspaceId, id, seq);
  return z.array(entrySchema).parse(rows)[0] ?? null;
}

export const LAST_SAID = `
SELECT * FROM (
  SELECT me.seq, me.author, me.content, me."clientId" FROM "Message" me
  WHERE me."workspaceId" = $1 AND me."conversationId" = $2 AND me.author ->> 'kind' <> 'system'
  ORDER BY me.seq DESC LIMIT $3) AS newest ORDER BY seq`;

/** What customer, bot and people have said last, the oldest first. */
export async function lastSaid(tx: Transaction, workspaceId: string, id: string, limit: number) {
  return z.array(entrySchema).parse(await tx.$queryRawUnsafe(LAST_SAID, workspaceId, id, limit));
}

export const NOTE_TOLD = `
INSERT INTO "OperatorConversation" AS se ("workspaceId", "conversationId", seq, seat, holder)
SELECT $1, $2, $3::int, $4, $5
ON CONFLICT ("workspaceId", "conversationId") DO UPDATE SET seq = GREATEST(se.seq, EXCLUDED.seq), holder = EXCLUDED.holder,
  seat = CASE WHEN $6::boolean THEN EXCLUDED.seat ELSE se.seat END`;

/** Notes what operators know now; the seat only where it has changed, since somebody may be taking it. */
export async function noteTold(
  tx: Transaction,
  { workspaceId, conversationId }: OperatorTask,
  told: { readonly seq: number; readonly holder: string | null; readonly seat?: string | null },
): Promise<void> {
  const values = [workspaceId, conversationId, told.seq, told.seat ?? null, told.holder, told.seat !== undefined];
  await tx.$executeRawUnsafe(NOTE_TOLD, ...values);
}
