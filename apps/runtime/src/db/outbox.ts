import { type OutboundContent, outboundContentSchema } from '@baton/engine';
import { z } from 'zod';
import type { Database } from './client.ts';
import { noteMessages, undelivered } from './telegram/tasks.ts';

/** A message on its way, claimed by this process: nobody else sends it. */
export interface ClaimedRow {
  readonly workspaceId: string;
  /** As PostgreSQL's bigint. */
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly channelId: string;
  readonly channelType: string;
  readonly address: string;
  readonly kind: 'flow' | 'system' | 'reply';
  readonly attempts: number;
  /** Of a message in several parts: how many earlier attempts have sent. */
  readonly partsSent: number;
  readonly author: unknown;
  readonly content: unknown;
}

/** Whose row it is, as every statement about one row needs it. */
export type RowKey = Pick<ClaimedRow, 'workspaceId' | 'id' | 'conversationId' | 'seq'>;

export type Settled = 'sent' | 'failed' | 'uncertain' | 'discarded';

/** A delivery that moved, for those who watch the conversation. */
export interface DeliveryMoved {
  readonly workspaceId: string;
  readonly conversationId: string;
  readonly channelId: string;
  readonly address: string;
  readonly seq: number;
  readonly delivery: 'queued' | 'sent' | 'delivered' | 'read' | 'failed' | 'uncertain' | 'discarded';
  /** Why it failed. */
  readonly problem?: string;
}

/**
 * Claims the head of every address's queue that is due: order is kept per (channel, address), and a row that waits
 * for another try holds back those behind it. Rows of the flow whose epoch has passed are discarded instead.
 */
export const CLAIM = `
WITH head AS (
  SELECT o."workspaceId", o.id FROM "OutboxRow" o
  WHERE o.status = 'pending' AND o."dueAt" <= $2
    AND NOT EXISTS (
      SELECT 1 FROM "OutboxRow" b
      WHERE b."workspaceId" = o."workspaceId" AND b."channelId" = o."channelId" AND b.address = o.address
        AND b.status IN ('pending', 'claimed') AND b.id < o.id)
    -- What only another process can send is left to it.
    AND NOT EXISTS (
      SELECT 1 FROM "ChannelConnection" cc
      WHERE cc."workspaceId" = o."workspaceId" AND cc."channelId" = o."channelId"
        AND cc."keeperSends" AND cc."ownerId" IS DISTINCT FROM $1)
  ORDER BY o."dueAt", o.id
  LIMIT $3
  FOR UPDATE SKIP LOCKED
),
claimed AS (
  UPDATE "OutboxRow" o SET
    status = CASE WHEN o.kind = 'flow' AND o.epoch < (c.state ->> 'epoch')::int THEN 'discarded' ELSE 'claimed' END,
    attempts = o.attempts + 1, "claimedBy" = $1, "claimedAt" = $2
  FROM head h, "Conversation" c
  WHERE o."workspaceId" = h."workspaceId" AND o.id = h.id
    AND c."workspaceId" = o."workspaceId" AND c.id = o."conversationId"
  RETURNING o.*
),
silenced AS (
  UPDATE "Message" m SET delivery = 'discarded' FROM claimed o
  WHERE o.status = 'discarded' AND m."workspaceId" = o."workspaceId" AND m."conversationId" = o."conversationId"
    AND m.seq = o.seq
)
SELECT o."workspaceId", o.id, o."conversationId", o.seq, o."channelId", ch.type AS "channelType", o.address, o.kind,
  o.status, o.attempts, o."partsSent", m.author, m.content
FROM claimed o
  JOIN "Message" m ON m."workspaceId" = o."workspaceId" AND m."conversationId" = o."conversationId" AND m.seq = o.seq
  JOIN "Channel" ch ON ch."workspaceId" = o."workspaceId" AND ch.id = o."channelId"
ORDER BY o.id`;

export async function claimOutbox(
  { pool }: Database,
  claim: { readonly instanceId: string; readonly now: number; readonly limit: number },
): Promise<{ readonly claimed: ClaimedRow[]; readonly discarded: DeliveryMoved[] }> {
  const { rows } = await pool.query<ClaimedRow & { status: 'claimed' | 'discarded' }>({
    name: 'outbox-claim',
    text: CLAIM,
    values: [claim.instanceId, new Date(claim.now), claim.limit],
  });
  return {
    claimed: rows.filter((row) => row.status === 'claimed'),
    discarded: rows.flatMap((row) => (row.status === 'discarded' ? [{ ...row, delivery: 'discarded' as const }] : [])),
  };
}

/** Whether the row is still this process's, and not of an owner that has gone: asked just before the provider is. */
export const MAY_SEND = `
SELECT NOT (o.kind = 'flow' AND o.epoch < (c.state ->> 'epoch')::int) AS fresh
FROM "OutboxRow" o
  JOIN "Conversation" c ON c."workspaceId" = o."workspaceId" AND c.id = o."conversationId"
WHERE o."workspaceId" = $1 AND o.id = $2 AND o.status = 'claimed' AND o."claimedBy" = $3`;

export async function maySend(
  { pool }: Database,
  row: RowKey,
  instanceId: string,
): Promise<'yes' | 'stale' | 'not_ours'> {
  const { rows } = await pool.query<{ fresh: boolean }>({
    name: 'outbox-may-send',
    text: MAY_SEND,
    values: [row.workspaceId, row.id, instanceId],
  });
  if (!rows[0]) return 'not_ours';
  return rows[0].fresh ? 'yes' : 'stale';
}

const settled = `
WITH settled AS (
  UPDATE "OutboxRow" o SET status = $4, error = $5
  WHERE o."workspaceId" = $1 AND o.id = $2 AND o.status = 'claimed' AND o."claimedBy" = $3
  RETURNING o."workspaceId", o."conversationId", o."channelId", o.address, o.seq
),
moved AS (
  UPDATE "Message" m SET
    delivery = CASE WHEN m.delivery = 'queued' THEN $4 ELSE m.delivery END,
    "providerId" = COALESCE($6, m."providerId")
  FROM settled s
  WHERE m."workspaceId" = s."workspaceId" AND m."conversationId" = s."conversationId" AND m.seq = s.seq
  RETURNING m."workspaceId", m."conversationId", s."channelId", s.address, m.seq, m.delivery, m."clientId"
)`;
const answer = 'SELECT "workspaceId", "conversationId", "channelId", address, seq, delivery FROM moved';

/** Delivery moves forward only: a receipt may have come before the provider's answer. */
export const SETTLE = `${settled}
${answer}`;

/** The same for what did not arrive: who wrote it on Telegram hears of it. */
export const SETTLE_UNDELIVERED = `${settled},
noted AS (${noteMessages({ changed: 'moved', ...undelivered('ch.delivery', '$5') })}
)
${answer}`;

/** Ends a claim for good; undefined where the claim was lost to another process. */
export async function settleOutbox(
  { pool }: Database,
  row: RowKey,
  instanceId: string,
  outcome: { readonly status: Settled; readonly error?: string; readonly providerId?: string | null },
): Promise<DeliveryMoved | undefined> {
  const lost = outcome.status === 'failed' || outcome.status === 'uncertain';
  const { rows } = await pool.query<DeliveryMoved>({
    name: lost ? 'outbox-settle-undelivered' : 'outbox-settle',
    text: lost ? SETTLE_UNDELIVERED : SETTLE,
    values: [row.workspaceId, row.id, instanceId, outcome.status, outcome.error ?? null, outcome.providerId ?? null],
  });
  return rows[0];
}

export const RETRY = `
UPDATE "OutboxRow" o SET status = 'pending', "dueAt" = $4, error = $5, "partsSent" = COALESCE($6, o."partsSent")
WHERE o."workspaceId" = $1 AND o.id = $2 AND o.status = 'claimed' AND o."claimedBy" = $3`;

/** Puts a claimed row back for another try. */
export async function retryOutbox(
  { pool }: Database,
  row: RowKey,
  instanceId: string,
  retry: { readonly dueAt: number; readonly error: string; readonly partsSent?: number },
): Promise<void> {
  await pool.query({
    name: 'outbox-retry',
    text: RETRY,
    values: [row.workspaceId, row.id, instanceId, new Date(retry.dueAt), retry.error, retry.partsSent ?? null],
  });
}

/**
 * Takes over what stopped processes had claimed: it may have been sent. Where the channel shows a repeated key once
 * it is sent again, else it is marked and left to a person; so is what the flow may not say any more.
 */
export const RECOVER = `
WITH lost AS (
  UPDATE "OutboxRow" o SET
    status = CASE
      WHEN ch.type = ANY($1) AND NOT (o.kind = 'flow' AND o.epoch < (c.state ->> 'epoch')::int) THEN 'pending'
      ELSE 'uncertain' END,
    error = 'The process that was sending it stopped'
  FROM "Channel" ch, "Conversation" c
  WHERE o.status = 'claimed' AND ch."workspaceId" = o."workspaceId" AND ch.id = o."channelId"
    AND c."workspaceId" = o."workspaceId" AND c.id = o."conversationId"
    AND NOT EXISTS (
      SELECT 1 FROM "RuntimeInstance" i WHERE i.id = o."claimedBy" AND i."seenAt" > now() - make_interval(secs => $2))
  RETURNING o.*
),
moved AS (
  UPDATE "Message" m SET delivery = 'uncertain' FROM lost o
  WHERE o.status = 'uncertain' AND m."workspaceId" = o."workspaceId" AND m."conversationId" = o."conversationId"
    AND m.seq = o.seq AND m.delivery = 'queued'
  RETURNING m."workspaceId", m."conversationId", o."channelId", o.address, m.seq, m.delivery, m."clientId"
),
noted AS (${noteMessages({ changed: 'moved', ...undelivered('ch.delivery', 'NULL') })}
)
${answer}`;

export async function recoverOutbox(
  { pool }: Database,
  recover: { readonly idempotentTypes: readonly string[]; readonly deadAfterSeconds: number },
): Promise<DeliveryMoved[]> {
  const { rows } = await pool.query<DeliveryMoved>({
    name: 'outbox-recover',
    text: RECOVER,
    values: [recover.idempotentTypes, recover.deadAfterSeconds],
  });
  return rows;
}

/**
 * Sends a message again at the request of a person: as the last of its address, and no longer fenced, since a
 * person wants it now. Only what failed, or may not have arrived.
 */
export const RESEND = `
WITH again AS (
  UPDATE "OutboxRow" o SET id = nextval(pg_get_serial_sequence('"OutboxRow"', 'id')), kind = 'system',
    status = 'pending', attempts = 0, "dueAt" = $4, "claimedBy" = NULL, "claimedAt" = NULL, error = NULL
  WHERE o."workspaceId" = $1 AND o."conversationId" = $2 AND o.seq = $3 AND o.status IN ('failed', 'uncertain')
    -- A copy of the command may come when what it sent has failed again: it has been carried out.
    AND NOT EXISTS (SELECT 1 FROM "CommandResult" r WHERE r."workspaceId" = $1 AND r."commandId" = $5)
  RETURNING o."workspaceId", o."conversationId", o."channelId", o.address, o.seq
),
result AS (
  INSERT INTO "CommandResult" ("workspaceId", "commandId", "conversationId", result, at)
  SELECT a."workspaceId", $5, a."conversationId", '{}', $4 FROM again a
)
UPDATE "Message" m SET delivery = 'queued' FROM again a
WHERE m."workspaceId" = a."workspaceId" AND m."conversationId" = a."conversationId" AND m.seq = a.seq
RETURNING m."workspaceId", m."conversationId", a."channelId", a.address, m.seq, m.delivery`;

export async function resendOutbox(
  { pool }: Database,
  resend: { workspaceId: string; conversationId: string; seq: number; commandId: string; now: number },
): Promise<DeliveryMoved | undefined> {
  const { rows } = await pool.query<DeliveryMoved>({
    name: 'outbox-resend',
    text: RESEND,
    values: [resend.workspaceId, resend.conversationId, resend.seq, new Date(resend.now), resend.commandId],
  });
  return rows[0];
}

/** When the next row is due that nothing holds back but time; null when none waits. */
export async function nextOutboxDue({ pool }: Database): Promise<number | null> {
  const { rows } = await pool.query<{ due: Date | null }>({
    name: 'outbox-next',
    text: `SELECT min("dueAt") AS due FROM "OutboxRow" WHERE status = 'pending'`,
  });
  return rows[0]?.due?.getTime() ?? null;
}

const senderSchema = z.union([
  z.object({ kind: z.enum(['bot', 'system']) }),
  z.object({ kind: z.literal('agent'), operator: z.object({ name: z.string() }) }),
]);

/** The stored message of a row, checked: what a channel is given to send. */
export function outboundOf(row: Pick<ClaimedRow, 'author' | 'content'>): {
  readonly content: OutboundContent;
  readonly sender: { readonly kind: 'bot' | 'system' } | { readonly kind: 'agent'; readonly name: string };
} {
  const author = senderSchema.parse(row.author);
  return {
    content: outboundContentSchema.parse(row.content),
    sender: author.kind === 'agent' ? { kind: 'agent', name: author.operator.name } : { kind: author.kind },
  };
}
