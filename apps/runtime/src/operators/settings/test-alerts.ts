import type { AlertTest } from '@baton/contracts';
import { AppError } from '../../app-error.ts';
import { changeOperator, type OperatorRow, readOperators } from '../../db/telegram/people.ts';
import { actorOf, problemOf } from '../operator-actor.ts';
import type { OperatorBot } from '../operator-bots.ts';
import { say } from '../words.ts';
import type { OperatorSettingsDeps } from './telegram-operators.ts';
import { testGroup } from './test-group.ts';

const TEXT = '🔔 This is a test. Alerts of customers who want a person arrive here.';

/** Sends everybody and the group a test alert, now and past the queue, and says what came of each. */
export async function testAlerts(
  { database, telegram, clock }: Pick<OperatorSettingsDeps, 'database' | 'telegram' | 'clock'>,
  workspaceId: string,
): Promise<AlertTest[]> {
  const bot = await telegram.bots.of(workspaceId);
  if (!bot) throw new AppError('BAD_REQUEST', { message: 'Choose the bot that alerts operators first.' });
  const operators = (await readOperators(database, workspaceId)).filter(({ revokedAt }) => revokedAt === null);
  const group = testGroup(database, bot);
  const people = operators.map(async (operator): Promise<AlertTest> => {
    const { name } = actorOf(operator);
    const problem = await problemOfTest(bot, operator);
    const blocked = problem === BLOCKED;
    // What the test finds out is known from now on.
    if (blocked !== (operator.blockedAt !== null)) {
      const change = blocked
        ? { blockedAt: new Date(clock.now()), problem: 'Has blocked the bot' }
        : { blockedAt: null, problem: null };
      await changeOperator(database, operator, change);
    }
    return { kind: 'person', name, ok: problem === null, problem, news: null };
  });
  const tests = await Promise.all([...people, group]);
  return tests.filter((test) => test !== null);
}

const BLOCKED = 'Has blocked the bot, or never started it. Make them a new link.';

async function problemOfTest({ staff }: OperatorBot, operator: OperatorRow): Promise<string | null> {
  const known = problemOf(operator);
  if (known !== null && operator.blockedAt === null) return known;
  const { text, entities, keyboard } = say(TEXT);
  try {
    const result = await staff.send(operator.telegramId, { text, entities, keyboard });
    if (result.status === 'done') return null;
    if (result.status === 'retry') return `${result.reason}. Try again.`;
    return result.problem === 'blocked' ? BLOCKED : result.reason;
  } catch {
    return 'Telegram did not answer: it may have arrived. Try again.';
  }
}
