import type { Receipt } from '@baton/channels/channel-adapter';
import type { ChannelKey } from '../channels/channel-key.ts';
import type { Database } from '../db/client.ts';
import type { DeliveryMoved } from '../db/outbox.ts';
import { findReceived, isSending, moveDelivery, type ReceiptTarget } from '../db/receipts.ts';
import type { Clock } from '../services.ts';

interface Deps {
  readonly database: Database;
  readonly clock: Clock;
  readonly onDelivery: (moved: DeliveryMoved) => void;
}

/** A receipt may be quicker than the note of the message's number: it waits for that this often. */
const TRIES = 25;
const PAUSE_MS = 200;

/**
 * Notes what a provider tells about a message. Rejects where the message is still being sent after a while, so that
 * the provider tells it again; what is about no message of the channel is nothing to us.
 */
export async function noteReceipt(deps: Deps, channel: ChannelKey, receipt: Receipt): Promise<void> {
  const { database, clock, onDelivery } = deps;
  const target = targetOf(receipt);
  if (target === null) return;
  for (let tries = 0; tries < TRIES; tries += 1) {
    // Asked before: what was being sent then, and is known by its number by the time we look, must be found.
    const mayBeSent = target.conversationId === null && (await isSending(database, channel));
    const found = await findReceived(database, channel, target);
    if (found && !(found.sending && receipt.state === 'failed')) {
      const reason = receipt.state === 'failed' ? receipt.reason : null;
      const moved = await moveDelivery(database, channel, found, { state: receipt.state, reason });
      if (moved) onDelivery(moved);
      return;
    }
    // Somebody else's: sent by another program with the same account.
    if (!found && !mayBeSent) return;
    await new Promise<void>((resolve) => clock.after(PAUSE_MS, resolve));
  }
  throw new Error('A receipt came for a message that is still being sent');
}

/** A key is a conversation and a place in it, as the outbox makes it; null for what is none. */
function targetOf({ key, providerId }: Receipt): ReceiptTarget | null {
  if (key === null) return { conversationId: null, seq: null, providerId };
  const [, conversationId, seq] = /^(.{1,64}):(\d{1,9})$/.exec(key) ?? [];
  return conversationId === undefined ? null : { conversationId, seq: Number(seq) };
}
