import type { ChannelAdapter, SendResult } from '@baton/channels/channel-adapter';
import type { Database } from '../db/client.ts';
import {
  type ClaimedRow,
  claimOutbox,
  type DeliveryMoved,
  maySend,
  outboundOf,
  retryOutbox,
  type Settled,
  settleOutbox,
} from '../db/outbox.ts';
import type { Logger } from '../logging.ts';
import type { Clock } from '../services.ts';
import type { FaultPoint } from './fault-point.ts';
import { createLoop, type Loop } from './loop.ts';
import { createPatience } from './patience.ts';

export interface OutboxDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly instanceId: string;
  readonly adapter: (channel: { workspaceId: string; channelId: string }) => Promise<ChannelAdapter | null>;
  readonly onDelivery: (moved: DeliveryMoved) => void;
  readonly faultPoint: FaultPoint;
  /** Whether sending a key twice shows one message on this type of channel. */
  readonly idempotent: (channelType: string) => boolean;
}

/** Messages on their way at the same time, each to another address. */
const AT_ONCE = 32;
/** What other processes have left, and what is due again, is seen within this time. */
const POLL_MS = 1_000;
const MAX_ATTEMPTS = 8;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 5 * 60_000;
/** Longer than the time-outs that channels have themselves: what takes this long will not be answered any more. */
const ANSWER_WITHIN_MS = 10 * 60_000;

/**
 * Sends what the outbox holds: in order per (channel, address), each row by one process. A row that may or may not
 * have arrived is never sent again by itself, unless its channel shows a repeated key once.
 */
export function createOutboxWorker(deps: OutboxDeps): Loop {
  const { database, clock, log, instanceId, faultPoint, onDelivery, idempotent } = deps;
  const sending = new Set<Promise<void>>();
  const patiently = createPatience(clock, (error) => log.warn({ err: error }, 'Trying again'));

  async function look(): Promise<number> {
    const free = AT_ONCE - sending.size;
    if (free <= 0) return POLL_MS;
    const { claimed, discarded } = await claimOutbox(database, { instanceId, now: clock.now(), limit: free });
    await faultPoint('after-claim');
    for (const moved of discarded) onDelivery(moved);
    for (const row of claimed) {
      const sent = deliver(row)
        .catch((error: unknown) => log.error({ err: error, ...about(row) }, 'A message could not be settled'))
        .finally(() => {
          sending.delete(sent);
          // The next one of the same address may go.
          loop.nudge();
        });
      sending.add(sent);
    }
    // A row that was discarded has made room for the next of its address.
    if (discarded.length > 0 || claimed.length === free) loop.nudge();
    return POLL_MS;
  }

  async function deliver(row: ClaimedRow): Promise<void> {
    const adapter = await patiently.until(() => deps.adapter(row));
    const may = await patiently.until(() => maySend(database, row, instanceId));
    if (may === 'not_ours') return;
    if (may === 'stale') return settle(row, { status: 'discarded' });
    await faultPoint('before-send');
    const result = await send(adapter, row);
    await faultPoint('after-send');
    if (result.status === 'retry' && row.attempts < MAX_ATTEMPTS) await retry(row, result);
    else if (result.status === 'retry') await settle(row, { status: 'failed', error: result.reason });
    else if (result.status === 'failed') await settle(row, { status: 'failed', error: result.reason });
    else if (result.status === 'uncertain') await settle(row, { status: 'uncertain', error: result.reason });
    else await settle(row, { status: 'sent', providerId: result.providerId });
    await faultPoint('after-settle');
  }

  async function send(
    adapter: ChannelAdapter | null,
    row: ClaimedRow,
  ): Promise<SendResult | { status: 'uncertain'; reason: string }> {
    if (!adapter) return { status: 'failed', reason: 'There is no such channel any more' };
    const { conversationId, seq, partsSent } = row;
    const message = { key: `${conversationId}:${seq}`, conversationId, seq, partsSent, ...outboundOf(row) };
    try {
      return await answered(adapter.send(row.address, message));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.warn({ err: error, ...about(row) }, 'A message may not have arrived');
      return idempotent(row.channelType)
        ? { status: 'retry', reason, retryAfterMs: null }
        : { status: 'uncertain', reason };
    }
  }

  /** One call without an end would hold its address back for as long as this process lives. */
  async function answered(sending: Promise<SendResult>): Promise<SendResult> {
    const { promise, reject } = Promise.withResolvers<never>();
    const cancel = clock.after(ANSWER_WITHIN_MS, () => reject(new Error('The provider did not answer')));
    return Promise.race([sending, promise]).finally(cancel);
  }

  async function settle(
    row: ClaimedRow,
    outcome: { status: Settled; error?: string; providerId?: string | null },
  ): Promise<void> {
    const moved = await patiently.until(() => settleOutbox(database, row, instanceId, outcome));
    if (moved) onDelivery(outcome.status === 'failed' ? { ...moved, problem: outcome.error } : moved);
  }

  async function retry(row: ClaimedRow, result: Extract<SendResult, { status: 'retry' }>): Promise<void> {
    const backOff = Math.min(FIRST_RETRY_MS * 2 ** (row.attempts - 1), LAST_RETRY_MS);
    const dueAt = clock.now() + (result.retryAfterMs ?? backOff);
    await patiently.until(() =>
      retryOutbox(database, row, instanceId, { dueAt, error: result.reason, partsSent: result.partsSent }),
    );
  }

  const loop = createLoop({
    clock,
    look,
    retryMs: POLL_MS,
    onError: (error) => log.error({ err: error }, 'The outbox could not be read'),
  });

  return {
    nudge: loop.nudge,
    async stop() {
      await loop.stop();
      // What can't be settled now is taken over by the others, or by the next start.
      patiently.end();
      await Promise.all(sending);
    },
  };
}

function about({ workspaceId, conversationId, seq, channelId }: ClaimedRow) {
  return { workspaceId, conversationId, seq, channelId };
}
