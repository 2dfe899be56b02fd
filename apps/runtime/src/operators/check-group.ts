import { storable } from '../conversations/storable.ts';
import type { Database } from '../db/client.ts';
import { noteOperatorGroup } from '../db/telegram/bots.ts';
import type { OperatorBot } from './operator-bots.ts';

const NO_TOPICS =
  'The group has topics, but the bot may not manage them: make it an administrator with “Manage topics”';
/** Why nothing gets into a group that the bot was taken out of. */
export const NOT_IN_GROUP = 'The bot is not in the group any more. Connect the group again';

/** How a group stands. */
export interface GroupLook {
  readonly mode: 'topics' | 'replies' | null;
  readonly problem: string | null;
}

/**
 * Looks at what the bot may do in the group, and notes it with what it lacks: topics that were turned on or off since
 * count from now on. Rejects where Telegram did not answer.
 */
export async function checkGroup(database: Database, bot: OperatorBot, chatId: string): Promise<GroupLook> {
  const { workspaceId } = bot.row;
  const group = await bot.staff.group(chatId);
  if (group === null) {
    await noteOperatorGroup(database, { workspaceId, groupId: chatId }, { groupProblem: NOT_IN_GROUP });
    return { mode: null, problem: NOT_IN_GROUP };
  }
  const { title, forum, managesTopics } = group;
  const mode = forum && managesTopics ? 'topics' : 'replies';
  const problem = forum && !managesTopics ? NO_TOPICS : null;
  const seen = { groupTitle: storable(title), groupMode: mode, groupProblem: problem } as const;
  await noteOperatorGroup(database, { workspaceId, groupId: chatId }, seen);
  return { mode, problem };
}
