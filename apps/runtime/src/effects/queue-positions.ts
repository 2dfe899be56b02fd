import { askedOf, ownerOf } from '@baton/engine';
import type { Commit } from '../conversations/commit.ts';
import type { ExecuteCommand } from '../conversations/execution.ts';
import type { Database } from '../db/client.ts';
import { queuedWorkspaces, readQueue } from '../db/queue.ts';
import type { Logger } from '../logging.ts';
import type { Clock } from '../services.ts';
import { createLoop, type Loop } from './loop.ts';

interface Deps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly execute: ExecuteCommand;
}

/** Places in the queues of teams, and of the workspace where a request is for no team. */
export interface QueuePositions extends Loop {
  /** Somebody came into a queue of this workspace, or left it. */
  changed(workspaceId: string): void;
}

/** What a process that stopped in between has left undone is found within this time. */
const SWEEP_MS = 30_000;
const RETRY_MS = 1_000;
/** A queue that still moves after so many rounds has changes of its own to come. */
const ROUNDS = 5;
const AT_ONCE = 10;

/** Whether a write changed who stands in a queue. */
export function changesQueue({ before, state }: Pick<Commit, 'before' | 'state'>): boolean {
  const queued = (mode: Commit['state']['mode'] | undefined) => mode?.kind === 'pending' && mode.phase === 'queued';
  return queued(before?.mode) !== queued(state.mode);
}

/** Whether a write took the conversation from somebody, who can take another one now. */
export function freesPlace({ before, state }: Pick<Commit, 'before' | 'state'>): boolean {
  const held = before && (askedOf(before) ?? ownerOf(before));
  return held !== null && held.id !== (askedOf(state) ?? ownerOf(state))?.id;
}

/**
 * The one job of this process that counts places, the longest wait first; the machine decides whom to tell. It looks
 * again after it has written: of two processes that count at once, the one that writes last finds what is out of date.
 */
export function createQueuePositions({ database, clock, log, execute }: Deps): QueuePositions {
  const due = new Set<string>();
  let sweepAt = 0;

  async function look(): Promise<number> {
    if (clock.now() >= sweepAt) {
      for (const workspaceId of await queuedWorkspaces(database)) due.add(workspaceId);
      sweepAt = clock.now() + SWEEP_MS;
    }
    const workspaces = [...due];
    due.clear();
    await Promise.all(workspaces.map(settle));
    return Math.max(0, sweepAt - clock.now());
  }

  async function settle(workspaceId: string): Promise<void> {
    try {
      await update(workspaceId);
    } catch (error) {
      due.add(workspaceId);
      throw error;
    }
  }

  async function update(workspaceId: string): Promise<void> {
    for (let round = 0; round < ROUNDS; round += 1) {
      const moved = (await readQueue(database, workspaceId)).filter(({ place, position }) => place !== position);
      if (moved.length === 0) return;
      for (let first = 0; first < moved.length; first += AT_ONCE) {
        await Promise.all(
          moved.slice(first, first + AT_ONCE).map(({ conversationId, place }) => {
            const command = { type: 'queue.position', position: place } as const;
            return execute({ target: { workspaceId, conversationId }, command });
          }),
        );
      }
    }
  }

  const loop = createLoop({
    clock,
    look,
    retryMs: RETRY_MS,
    onError: (error) => log.error({ err: error }, 'Places in the queue could not be counted'),
  });
  return {
    ...loop,
    changed(workspaceId) {
      due.add(workspaceId);
      loop.nudge();
    },
  };
}
