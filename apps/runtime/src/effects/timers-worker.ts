import type { ExecuteCommand } from '../conversations/execution.ts';
import type { Database } from '../db/client.ts';
import { type DueTimer, delayTimer, dropTimer, dueTimers, nextTimerDue } from '../db/timers.ts';
import type { Logger } from '../logging.ts';
import type { Clock } from '../services.ts';
import type { FaultPoint } from './fault-point.ts';
import { createLoop, type Loop } from './loop.ts';

export interface TimersDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly execute: ExecuteCommand;
  readonly faultPoint: FaultPoint;
}

const AT_ONCE = 20;
/** Timers that other processes set are seen within this time. */
const POLL_MS = 1_000;
/** A timer that could not be carried out is tried again after this. */
const DELAY_MS = 30_000;

/** Fires the timers of conversations: each due row becomes a command, which looks at the conversation anew. */
export function createTimersWorker({ database, clock, log, execute, faultPoint }: TimersDeps): Loop {
  async function look(): Promise<number> {
    const due = await dueTimers(database, clock.now(), AT_ONCE);
    await Promise.all(due.map(fire));
    if (due.length === AT_ONCE) loop.nudge();
    const next = await nextTimerDue(database);
    return next === null ? POLL_MS : Math.max(0, Math.min(POLL_MS, next - clock.now()));
  }

  async function fire(timer: DueTimer): Promise<void> {
    const { workspaceId, conversationId, kind, epoch } = timer;
    await faultPoint('before-timer');
    try {
      const command = { type: 'timer.fired', timer: kind, epoch } as const;
      const { status } = await execute({ target: { workspaceId, conversationId }, command });
      // A write removes the row itself; what changed nothing was stale, or can't be carried out any more.
      if (status !== 'changed') await dropTimer(database, timer);
    } catch (error) {
      log.error({ err: error, workspaceId, conversationId, timer: kind }, 'A timer could not be carried out');
      await delayTimer(database, timer, clock.now() + DELAY_MS);
    }
  }

  const loop = createLoop({
    clock,
    look,
    retryMs: POLL_MS,
    onError: (error) => log.error({ err: error }, 'The timers could not be read'),
  });
  return loop;
}
