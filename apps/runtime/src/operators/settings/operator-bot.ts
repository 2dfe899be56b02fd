import { randomUUID } from 'node:crypto';
import type { Session, TelegramOperatorsView } from '@baton/contracts';
import { recordAudit } from '../../accounts/audit.ts';
import { AppError } from '../../app-error.ts';
import { removeConnection } from '../../db/channel-connections.ts';
import type { Transaction } from '../../db/client.ts';
import { lockWorkspace } from '../../db/lock-workspace.ts';
import { chooseOperatorBot, removeOperatorBot } from '../../db/telegram/bots.ts';
import { viewChannel } from '../../settings/channels.ts';
import { checkSecrets, keepAccount } from '../../settings/provider-account.ts';
import { type OperatorSettingsDeps, viewTelegramOperators } from './telegram-operators.ts';

const TYPE = 'telegram';

/** Chooses the bot that alerts operators: one that a channel has connected, or one of its own by its token. */
export async function chooseBot(
  deps: OperatorSettingsDeps,
  session: Session,
  choice: { readonly channelId?: string; readonly token?: string },
): Promise<TelegramOperatorsView> {
  if (choice.channelId !== undefined) await chooseChannelsBot(deps, session, choice.channelId);
  else if (choice.token !== undefined) await chooseOwnBot(deps, session, choice.token);
  else throw new AppError('BAD_REQUEST', { message: 'Choose a channel, or paste the token of a bot.' });
  return viewTelegramOperators(deps, session);
}

async function chooseChannelsBot(deps: OperatorSettingsDeps, session: Session, channelId: string): Promise<void> {
  const workspaceId = session.workspace.id;
  const { type, name, connection } = await viewChannel({ database: deps.database, live: deps }, session, channelId);
  if (type !== TYPE || connection === null || connection.account === null || connection.state === 'disconnected') {
    throw new AppError('BAD_REQUEST', { message: `${name} has no Telegram bot that is connected. Connect it first.` });
  }
  await choose(deps, session, name, async (tx) => {
    await chooseOperatorBot(tx, { workspaceId, channelId, source: 'channel' });
  });
}

/** Its channel is one that no list shows: connection, secrets and webhook are those of every other bot. */
async function chooseOwnBot(deps: OperatorSettingsDeps, session: Session, token: string): Promise<void> {
  const workspaceId = session.workspace.id;
  const channel = { workspaceId, channelId: randomUUID() };
  const account = await checkSecrets(deps.providers, channel, TYPE, { secrets: { token } });
  await choose(deps, session, account.account?.name ?? '', async (tx) => {
    const before = await removeOperatorBot(tx, workspaceId);
    if (before !== null) await removeConnection(tx, { workspaceId, channelId: before });
    await tx.channel.create({
      data: { workspaceId, id: channel.channelId, type: TYPE, name: 'Operators', settings: {}, staffOnly: true },
    });
    await keepAccount(tx, channel, account);
    await chooseOperatorBot(tx, { ...channel, source: 'token' });
  });
  await deps.channelChanged(workspaceId, channel.channelId);
}

/** Makes the choice, and takes away the bot that only operators have used. */
async function choose(
  deps: OperatorSettingsDeps,
  session: Session,
  name: string,
  change: (tx: Transaction) => Promise<void>,
): Promise<void> {
  const workspaceId = session.workspace.id;
  await deps.database.prisma.$transaction(async (tx) => {
    await lockWorkspace(tx, workspaceId);
    await recordAudit(tx, session, 'operators.bot_chosen', name);
    await change(tx);
  });
  await removeUnused(deps, workspaceId);
  await deps.operatorsChanged(workspaceId);
}

/** Nobody is alerted on Telegram any more. */
export async function removeBot(deps: OperatorSettingsDeps, session: Session): Promise<TelegramOperatorsView> {
  const workspaceId = session.workspace.id;
  await deps.database.prisma.$transaction(async (tx) => {
    await recordAudit(tx, session, 'operators.bot_removed', '');
    await removeOperatorBot(tx, workspaceId);
  });
  await removeUnused(deps, workspaceId);
  await deps.operatorsChanged(workspaceId);
  return viewTelegramOperators(deps, session);
}

/** Channels that only operators used, and that no operator uses any more: their tokens are forgotten with them. */
async function removeUnused(deps: OperatorSettingsDeps, workspaceId: string): Promise<void> {
  const unused = await deps.database.prisma.channel.findMany({
    where: { workspaceId, staffOnly: true, operatorBot: null },
    select: { id: true },
  });
  for (const { id } of unused) {
    await deps.providers.leave({ workspaceId, channelId: id }).catch(() => undefined);
    await deps.database.prisma.channel.delete({ where: { workspaceId_id: { workspaceId, id } } });
    await deps.channelChanged(workspaceId, id);
  }
}
