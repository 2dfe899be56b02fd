import type { Database } from './client.ts';
import type { DeliveryMoved } from './outbox.ts';
import { noteMessages, undelivered } from './telegram/tasks.ts';

/** Which message a receipt is about: its place, where the provider gave the key back, or else the provider's id. */
export type ReceiptTarget =
  | { readonly conversationId: string; readonly seq: number }
  | { readonly conversationId: null; readonly seq: null; readonly providerId: string };

export interface ReceivedFor {
  readonly conversationId: string;
  readonly seq: number;
  readonly address: string;
  /** The outbox has not written down how the send ended. */
  readonly sending: boolean;
}

const columns = `m."conversationId", m.seq, co.address, COALESCE(o.status = 'claimed', false) AS sending
FROM "Message" m
  JOIN "Conversation" c ON c."workspaceId" = $1 AND c.id = m."conversationId" AND c."channelId" = $2
  JOIN "Contact" co ON co."workspaceId" = $1 AND co.id = c."contactId"
  LEFT JOIN "OutboxRow" o ON o."workspaceId" = $1 AND o."conversationId" = m."conversationId" AND o.seq = m.seq`;

export const MESSAGE_BY_KEY = `SELECT ${columns} WHERE m."workspaceId" = $1 AND m."conversationId" = $3 AND m.seq = $4`;
export const MESSAGE_BY_PROVIDER_ID = `SELECT ${columns} WHERE m."workspaceId" = $1 AND m."providerId" = $3`;

interface Channel {
  readonly workspaceId: string;
  readonly channelId: string;
}

/** The message that a receipt is about; null where the channel has none such. */
export async function findReceived(
  { pool }: Database,
  { workspaceId, channelId }: Channel,
  target: ReceiptTarget,
): Promise<ReceivedFor | null> {
  const byKey = target.conversationId !== null;
  const { rows } = await pool.query<ReceivedFor>({
    name: byKey ? 'receipt-by-key' : 'receipt-by-provider-id',
    text: byKey ? MESSAGE_BY_KEY : MESSAGE_BY_PROVIDER_ID,
    values: [workspaceId, channelId, ...(byKey ? [target.conversationId, target.seq] : [target.providerId])],
  });
  return rows[0] ?? null;
}

export const IS_SENDING = `
SELECT EXISTS (SELECT 1 FROM "OutboxRow" o
  WHERE o."workspaceId" = $1 AND o."channelId" = $2 AND o.status = 'claimed') AS sending`;

/** Whether anything of a channel is being sent, whose provider's id is not known yet. */
export async function isSending({ pool }: Database, { workspaceId, channelId }: Channel): Promise<boolean> {
  const values = [workspaceId, channelId];
  const { rows } = await pool.query<{ sending: boolean }>({ name: 'receipt-sending', text: IS_SENDING, values });
  return rows[0]?.sending ?? false;
}

const { alert, where } = undelivered('$4::text', '$5');

/**
 * Moves a message's delivery forward, never back: providers leave states out, and tell them in any order. What was
 * not sure to have arrived is, once the provider tells of it; what it could not deliver can be sent again.
 */
export const MOVE_DELIVERY = `
WITH moved AS (
  UPDATE "Message" m SET delivery = $4
  WHERE m."workspaceId" = $1 AND m."conversationId" = $2 AND m.seq = $3
    AND array_position(ARRAY['queued', 'uncertain', 'sent', 'failed', 'delivered', 'read'], m.delivery)
      < array_position(ARRAY['queued', 'uncertain', 'sent', 'failed', 'delivered', 'read'], $4)
  RETURNING m."workspaceId", m."conversationId", m.seq, m."clientId"
),
noted AS (${noteMessages({ changed: 'moved', alert, where: `$4 = 'failed' AND (${where})` })}
),
settled AS (
  UPDATE "OutboxRow" o SET status = CASE WHEN $4 = 'failed' THEN 'failed' ELSE 'sent' END, error = $5 FROM moved m
  WHERE o."workspaceId" = m."workspaceId" AND o."conversationId" = m."conversationId" AND o.seq = m.seq
    AND o.status IN ('sent', 'uncertain', 'failed')
)
SELECT count(*)::int AS count FROM moved`;

export async function moveDelivery(
  { pool }: Database,
  { workspaceId, channelId }: Channel,
  { conversationId, seq, address }: ReceivedFor,
  receipt: { readonly state: 'sent' | 'delivered' | 'read' | 'failed'; readonly reason: string | null },
): Promise<DeliveryMoved | null> {
  const { state, reason } = receipt;
  const { rows } = await pool.query<{ count: number }>({
    name: 'receipt-move',
    text: MOVE_DELIVERY,
    values: [workspaceId, conversationId, seq, state, reason],
  });
  if (rows[0]?.count !== 1) return null;
  const moved = { workspaceId, conversationId, channelId, address, seq, delivery: state };
  return reason === null ? moved : { ...moved, problem: reason };
}
