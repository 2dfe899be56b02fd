import { randomUUID } from 'node:crypto';
import { channelDefinitions } from '@baton/channels/definitions';
import type { Channel, Session } from '@baton/contracts';
import { type Json, toJsonObject } from '@baton/engine';
import { recordAudit } from '../accounts/audit.ts';
import { AppError } from '../app-error.ts';
import type { ChannelKey } from '../channels/channel-key.ts';
import type { Secrets } from '../channels/secret-box.ts';
import { readConnections, renewConnection } from '../db/channel-connections.ts';
import type { Database, Transaction } from '../db/client.ts';
import { noFlowId } from '../db/flow-of-channel.ts';
import { provideNoFlow } from '../flows/no-flow.ts';
import type { ConversationRuntime, Providers } from '../services.ts';
import { checkSecrets, connectionView, keepAccount } from './provider-account.ts';

type Settings = Readonly<Record<string, Json>>;

/** What settings of channels need of the rest of the runtime. */
export interface ChannelDeps {
  readonly database: Database;
  readonly live: Pick<ConversationRuntime, 'channelChanged' | 'providers' | 'identities'>;
}

export async function listChannels(deps: ChannelDeps, session: Session): Promise<Channel[]> {
  return viewChannels(deps, session, { staffOnly: false });
}

/** One channel as staff see it. */
export async function viewChannel(deps: ChannelDeps, session: Session, id: string): Promise<Channel> {
  const [channel] = await viewChannels(deps, session, { id });
  if (channel === undefined) throw new AppError('NOT_FOUND');
  return channel;
}

/** A channel with secrets is made when the provider has taken them, and not otherwise. */
export async function createChannel(
  deps: ChannelDeps,
  session: Session,
  wish: {
    readonly type: string;
    readonly name: string;
    readonly flowId: string | null;
    readonly settings?: Settings;
    readonly way?: string;
    readonly secrets?: Secrets;
  },
): Promise<Channel> {
  const { database, live } = deps;
  const workspaceId = session.workspace.id;
  const { type, name, flowId } = wish;
  const settings = checked(type, wish.settings ?? {});
  const channel = { workspaceId, channelId: randomUUID() };
  const { way, secrets } = wish;
  const account = secrets && (await checkSecrets(live.providers, channel, type, { way, secrets }));
  await database.prisma.$transaction(async (tx) => {
    if (flowId !== null) await requireFlow(tx, workspaceId, flowId);
    await recordAudit(tx, session, 'channel.created', name);
    await tx.channel.create({ data: { workspaceId, id: channel.channelId, type, name, flowId, settings } });
    if (account) await keepAccount(tx, channel, account);
  });
  if (flowId === null) await provideNoFlow(database, workspaceId);
  await live.channelChanged(workspaceId, channel.channelId);
  return viewChannel(deps, session, channel.channelId);
}

/** Changes what is given; settings that are not given stay as they are. */
export async function updateChannel(
  deps: ChannelDeps,
  session: Session,
  change: {
    readonly id: string;
    readonly name?: string;
    readonly flowId?: string | null;
    readonly settings?: Settings;
  },
): Promise<Channel> {
  const { database, live } = deps;
  const workspaceId = session.workspace.id;
  const { id, name, flowId } = change;
  await database.prisma.$transaction(async (tx) => {
    const before = await lockChannel(tx, workspaceId, id);
    if (typeof flowId === 'string') await requireFlow(tx, workspaceId, flowId);
    const settings = change.settings && checked(before.type, { ...before.settings, ...change.settings });
    await recordAudit(tx, session, 'channel.changed', before.name);
    await tx.channel.update({ where: { workspaceId_id: { workspaceId, id } }, data: { name, flowId, settings } });
    // Other processes have connections made from the settings before.
    if (settings) await renewConnection(tx, { workspaceId, channelId: id });
  });
  if (flowId === null) await provideNoFlow(database, workspaceId);
  await live.channelChanged(workspaceId, id);
  return viewChannel(deps, session, id);
}

/** Locks a channel: of two changes at once, neither undoes the other's. */
export async function lockChannel(
  tx: Transaction,
  workspaceId: string,
  id: string,
): Promise<{ type: string; name: string; settings: { [key: string]: Json } }> {
  await tx.$queryRaw`SELECT 1 FROM "Channel" WHERE "workspaceId" = ${workspaceId} AND "id" = ${id} FOR UPDATE`;
  const found = await tx.channel.findUnique({ where: { workspaceId_id: { workspaceId, id } }, select: fields });
  if (found === null) throw new AppError('NOT_FOUND');
  return { type: found.type, name: found.name, settings: settingsOf(found.settings) };
}

const fields = { id: true, type: true, name: true, flowId: true, settings: true } as const;

async function viewChannels(
  { database, live }: ChannelDeps,
  { workspace, canEdit }: Session,
  where: { readonly id?: string; readonly staffOnly?: boolean },
): Promise<Channel[]> {
  const workspaceId = workspace.id;
  const [rows, connections] = await Promise.all([
    database.prisma.channel.findMany({
      where: { ...where, workspaceId },
      select: fields,
      orderBy: { createdAt: 'asc' },
    }),
    readConnections(database, workspaceId),
  ]);
  return rows.map((row) => ({
    ...row,
    settings: settingsOf(row.settings),
    connection: connectionView(
      row.type,
      connections.find(({ channelId }) => channelId === row.id),
      // Whoever knows the verify token could point the account elsewhere.
      canEdit ? () => pastedWebhook(live.providers, { workspaceId, channelId: row.id }, row.type) : null,
    ),
  }));
}

function pastedWebhook(providers: Providers, channel: ChannelKey, type: string) {
  const webhook = providers.pastedWebhook(channel, type);
  return webhook && { url: webhook.url, verifyToken: webhook.secret };
}

/** The settings as the channel's type reads them, defaults filled in. */
function checked(type: string, settings: Settings): { [key: string]: Json } {
  const definition = Object.hasOwn(channelDefinitions, type) ? channelDefinitions[type] : undefined;
  if (definition === undefined) {
    const known = Object.keys(channelDefinitions).join(', ');
    throw new AppError('BAD_REQUEST', { message: `There is no channel type “${type}”. There is: ${known}.` });
  }
  const parsed = definition.parseSettings(settings);
  if (parsed.ok) return parsed.settings;
  throw new AppError('BAD_REQUEST', { message: `The settings can't be used. ${parsed.problems.join('; ')}.` });
}

/** Locks the flow: it can't be removed before the channel uses it. */
async function requireFlow(tx: Transaction, workspaceId: string, flowId: string): Promise<void> {
  const found = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Flow" WHERE "workspaceId" = ${workspaceId} AND "id" = ${flowId} FOR KEY SHARE`;
  // What answers without a flow is nobody's to choose by its name.
  if (found.length === 0 || flowId === noFlowId)
    throw new AppError('NOT_FOUND', { message: 'There is no flow with that id.' });
}

function settingsOf(stored: unknown): { [key: string]: Json } {
  return typeof stored === 'object' && stored !== null ? toJsonObject(stored) : {};
}
