import type { AlertTest } from '@baton/contracts';
import type { Database } from '../../db/client.ts';
import { noteOperatorGroup } from '../../db/telegram/bots.ts';
import { moveGroup } from '../../db/telegram/topics.ts';
import { checkGroup, type GroupLook, NOT_IN_GROUP } from '../check-group.ts';
import type { OperatorBot } from '../operator-bots.ts';
import { say } from '../words.ts';

const TEXT = '🔔 This is a test. Customers who want a person are called out in this group.';
const NO_ANSWER = 'Telegram did not answer: it may have arrived. Try again.';

type Outcome = Pick<AlertTest, 'problem' | 'news'>;

/** Looks at the operators' group and writes a test into it, beside all topics; null where there is no group. */
export async function testGroup(database: Database, bot: OperatorBot): Promise<AlertTest | null> {
  const { groupId, groupTitle } = bot.row;
  if (groupId === null || groupTitle === null) return null;
  const outcome = await outcomeOf(database, bot, groupId);
  return { kind: 'group', name: groupTitle, ok: outcome.problem === null, ...outcome };
}

async function outcomeOf(database: Database, bot: OperatorBot, groupId: string): Promise<Outcome> {
  const { workspaceId } = bot.row;
  try {
    const look = await checkGroup(database, bot, groupId);
    const news = newsOf(bot, look);
    const { text, entities, keyboard } = say(TEXT);
    const result = await bot.staff.send(groupId, { text, entities, keyboard });
    if (result.status === 'done') return { problem: look.problem, news };
    if (result.status === 'retry') return { problem: `${result.reason}. Try again.`, news };
    if (result.movedTo !== undefined) {
      await moveGroup(database, { workspaceId, from: groupId, to: result.movedTo });
      return outcomeOf(database, bot, result.movedTo);
    }
    const groupProblem = result.problem === 'blocked' ? NOT_IN_GROUP : result.reason;
    // What the test finds out is known from now on.
    await noteOperatorGroup(database, { workspaceId, groupId }, { groupProblem });
    return { problem: groupProblem, news };
  } catch {
    return { problem: NO_ANSWER, news: null };
  }
}

/** What has changed in the group since it was looked at last. */
function newsOf({ row }: OperatorBot, { mode }: GroupLook): string | null {
  if (mode === null || mode === row.groupMode) return null;
  return mode === 'topics'
    ? 'The group has topics now: each conversation gets one of its own.'
    : 'The bot has no topics there any more: customers are answered by replies.';
}
