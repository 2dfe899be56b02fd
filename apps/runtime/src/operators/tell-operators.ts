import type { Database, Transaction } from '../db/client.ts';
import { lockOperatorBot, readOperatorBot } from '../db/telegram/bots.ts';
import { readOperators } from '../db/telegram/people.ts';
import {
  delayFirstTask,
  entriesSince,
  finishTask,
  noteTold,
  type OperatorTask,
  readTold,
  takeTask,
} from '../db/telegram/tasks.ts';
import { createLoop, type Loop } from '../effects/loop.ts';
import type { Logger } from '../logging.ts';
import type { Clock } from '../services.ts';
import { isReachable } from './operator-actor.ts';
import { tellChanges } from './tell-changes.ts';
import { tellGroup } from './tell-group.ts';
import { tellPrivately } from './tell-privately.ts';

export interface TellerDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly isOnline: (workspaceId: string, userId: string) => boolean;
  /** There is something to send. */
  readonly onPosted: () => void;
}

/** What other processes have left is seen within this time. */
const POLL_MS = 1_000;
/** What could not be told is tried again after this. */
const DELAY_MS = 10_000;

/**
 * Tells operators on Telegram what has changed. A turn leaves a task in its own write; here each becomes posts, in one
 * transaction that ends the task: whatever crashes, operators are told once.
 */
export function createOperatorTeller(deps: TellerDeps): Loop {
  const { database, clock, log } = deps;

  async function look(): Promise<number> {
    const now = clock.now();
    try {
      while (await database.prisma.$transaction((tx) => tellNext(tx, now))) deps.onPosted();
    } catch (error) {
      log.error({ err: error }, 'Operators could not be told of a change');
      await delayFirstTask(database, now, now + DELAY_MS);
      loop.nudge();
    }
    return POLL_MS;
  }

  /** False when there is nothing to tell any more. */
  async function tellNext(tx: Transaction, now: number): Promise<boolean> {
    const task = await takeTask(tx, now);
    if (!task) return false;
    await tell(tx, task);
    await finishTask(tx, task);
    return true;
  }

  async function tell(tx: Transaction, task: OperatorTask): Promise<void> {
    const { workspaceId, conversationId } = task;
    await lockOperatorBot(tx, workspaceId, 'shared');
    const bot = await readOperatorBot(database, workspaceId);
    const told = bot && (await readTold(tx, workspaceId, conversationId));
    if (!bot || !told) return;
    const people = (await readOperators(database, workspaceId)).filter(({ revokedAt }) => revokedAt === null);
    const operators = people.filter(isReachable);
    const entries = await entriesSince(tx, workspaceId, conversationId, told.seq);
    const telling = { task, told, entries, operators, at: clock.now(), isOnline: deps.isOnline };
    const group = bot.groupId === null || bot.groupMode === null ? null : { id: bot.groupId, mode: bot.groupMode };
    const noted = await tellPrivately(tx, telling);
    if (group) await tellGroup(tx, { ...telling, operators: people }, group);
    await tellChanges(tx, telling, { holder: noted.holder, group });
    await noteTold(tx, task, { seq: told.state.seq, ...noted });
  }

  const loop = createLoop({
    clock,
    look,
    retryMs: POLL_MS,
    onError: (error) => log.error({ err: error }, 'What operators must be told could not be read'),
  });
  return loop;
}
