import type { Session, TelegramOperatorsView } from '@baton/contracts';
import { recordAudit } from '../../accounts/audit.ts';
import { AppError } from '../../app-error.ts';
import { lockOperatorBot, setOperatorGroup } from '../../db/telegram/bots.ts';
import { makeOperatorLink } from '../../db/telegram/links.ts';
import { type OperatorSettingsDeps, viewTelegramOperators } from './telegram-operators.ts';

/** What the bot needs in a group with topics: https://core.telegram.org/api/links#group-channel-bot-links. */
const RIGHTS = 'manage_topics+pin_messages';

/** A link that puts the bot into a group, with the rights it needs, and makes it the operators' group. */
export async function makeGroupLink(
  { database, telegram, clock }: OperatorSettingsDeps,
  session: Session,
): Promise<{ url: string; expiresAt: string }> {
  const workspaceId = session.workspace.id;
  const bot = await telegram.bots.of(workspaceId);
  if (!bot) throw new AppError('BAD_REQUEST', { message: 'Choose the bot that alerts operators first.' });
  const wish = { workspaceId, kind: 'group', userId: null, createdById: session.user.id } as const;
  const { payload, expiresAt } = await makeOperatorLink(database, wish, clock.now());
  const url = `https://t.me/${bot.username}?startgroup=${payload}&admin=${RIGHTS}`;
  return { url, expiresAt: expiresAt.toISOString() };
}

/** The bot says nothing in the group any more, and hears nobody there. */
export async function removeGroup(deps: OperatorSettingsDeps, session: Session): Promise<TelegramOperatorsView> {
  const workspaceId = session.workspace.id;
  await deps.database.prisma.$transaction(async (tx) => {
    const none = { groupId: null, groupTitle: null, groupMode: null, groupProblem: null };
    await lockOperatorBot(tx, workspaceId, 'alone');
    const { groupId = null } = (await tx.operatorBot.findUnique({ where: { workspaceId } })) ?? {};
    await setOperatorGroup({ prisma: tx }, workspaceId, none);
    if (groupId !== null) await tx.operatorPost.deleteMany({ where: { workspaceId, chatId: groupId } });
    await recordAudit(tx, session, 'operators.group_removed', '');
  });
  return viewTelegramOperators(deps, session);
}
