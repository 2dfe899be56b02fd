import { randomUUID } from 'node:crypto';
import type { Database } from '../db/client.ts';
import { beat, forgetInstances, sweepInstances } from '../db/instances.ts';
import { type DeliveryMoved, recoverOutbox } from '../db/outbox.ts';
import type { Logger } from '../logging.ts';
import type { Clock } from '../services.ts';
import { createLoop } from './loop.ts';

export interface InstanceDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** No other process uses this database: whatever is claimed at the start was claimed by one that stopped. */
  readonly alone: boolean;
  readonly onDelivery: (moved: DeliveryMoved) => void;
  /** Channel types on which a repeated key shows one message. */
  readonly idempotentTypes: readonly string[];
}

/** This process among those that share the database. */
export interface Instance {
  readonly id: string;
  /** Says that it lives from now on, and takes over what stopped processes had begun. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const BEAT_MS = 2_000;
/** Five beats missed: a process that is only slow has long finished what it was sending. */
const DEAD_AFTER_SECONDS = 10;

export function createInstance(deps: InstanceDeps): Instance {
  const { database, clock, log, alone, onDelivery, idempotentTypes } = deps;
  const id = randomUUID();
  async function look(): Promise<number> {
    await beat(database, id);
    const lost = await recoverOutbox(database, { idempotentTypes, deadAfterSeconds: DEAD_AFTER_SECONDS });
    for (const moved of lost) onDelivery(moved);
    if (lost.length > 0) log.warn({ count: lost.length }, 'Messages may not have arrived: their process stopped');
    return BEAT_MS;
  }

  const loop = createLoop({
    clock,
    look,
    retryMs: BEAT_MS,
    onError: (error) => log.error({ err: error }, 'This process could not say that it lives'),
    onRecovered: () => log.info('This process says again that it lives'),
  });

  return {
    id,
    async start() {
      await beat(database, id);
      if (alone) await forgetInstances(database, { exceptId: id });
      await sweepInstances(database);
      await look();
      loop.nudge();
    },
    async stop() {
      await loop.stop();
      await forgetInstances(database, { id });
    },
  };
}
