import type { Channel, Session } from '@baton/contracts';
import { recordAudit } from '../accounts/audit.ts';
import { AppError } from '../app-error.ts';
import { removeConnection, renewConnection } from '../db/channel-connections.ts';
import type { Logger } from '../logging.ts';
import { type ChannelDeps, lockChannel, viewChannel } from './channels.ts';
import { type ConnectWish, checkSecrets, keepAccount } from './provider-account.ts';

/** Connects an account in place of the one before; what can't be connected changes nothing. */
export async function connectChannel(
  deps: ChannelDeps,
  session: Session,
  { id, way, secrets }: { readonly id: string } & ConnectWish,
): Promise<Channel> {
  const { database, live } = deps;
  const workspaceId = session.workspace.id;
  const channel = { workspaceId, channelId: id };
  const { type } = await viewChannel(deps, session, id);
  const account = await checkSecrets(live.providers, channel, type, { way, secrets });
  await database.prisma.$transaction(async (tx) => {
    const { name } = await lockChannel(tx, workspaceId, id);
    await recordAudit(tx, session, 'channel.connected', name);
    await keepAccount(tx, channel, account);
  });
  await live.channelChanged(workspaceId, id);
  return viewChannel(deps, session, id);
}

/** Makes the connection anew, as after something was mended at the provider. */
export async function reconnectChannel(deps: ChannelDeps, session: Session, id: string): Promise<Channel> {
  const { database, live } = deps;
  const workspaceId = session.workspace.id;
  await database.prisma.$transaction(async (tx) => {
    await lockChannel(tx, workspaceId, id);
    const renewed = await renewConnection(tx, { workspaceId, channelId: id });
    if (!renewed) throw new AppError('BAD_REQUEST', { message: 'This channel is not connected. Connect it first.' });
  });
  await live.channelChanged(workspaceId, id);
  return viewChannel(deps, session, id);
}

/** Forgets what opens the account. What the provider is not told now, it finds out by itself. */
export async function disconnectChannel(
  deps: ChannelDeps & { readonly log: Logger },
  session: Session,
  id: string,
): Promise<Channel> {
  const { database, live, log } = deps;
  const workspaceId = session.workspace.id;
  const channel = { workspaceId, channelId: id };
  await viewChannel(deps, session, id);
  await live.providers.leave(channel).catch((error: unknown) => {
    log.warn({ err: error, ...channel }, 'The provider could not be told that a channel is disconnected');
  });
  await database.prisma.$transaction(async (tx) => {
    const { name } = await lockChannel(tx, workspaceId, id);
    await recordAudit(tx, session, 'channel.disconnected', name);
    await removeConnection(tx, channel);
  });
  await live.channelChanged(workspaceId, id);
  return viewChannel(deps, session, id);
}
