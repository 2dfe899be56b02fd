import { randomUUID } from 'node:crypto';
import { channelDefinitions } from '@baton/channels/definitions';
import type { Channel, Session } from '@baton/contracts';
import { type Json, toJsonObject } from '@baton/engine';
import { recordAudit } from '../accounts/audit.ts';
import { AppError } from '../app-error.ts';
import type { Database, Transaction } from '../db/client.ts';
import type { ConversationRuntime } from '../services.ts';

type Settings = Readonly<Record<string, Json>>;

export async function listChannels({ prisma }: Database, workspaceId: string): Promise<Channel[]> {
  const rows = await prisma.channel.findMany({ where: { workspaceId }, select: fields, orderBy: { createdAt: 'asc' } });
  return rows.map(toChannel);
}

export async function createChannel(
  { prisma }: Database,
  live: Pick<ConversationRuntime, 'channelChanged'>,
  session: Session,
  wish: { readonly type: string; readonly name: string; readonly flowId: string; readonly settings?: Settings },
): Promise<Channel> {
  const workspaceId = session.workspace.id;
  const { type, name, flowId } = wish;
  const settings = checked(type, wish.settings ?? {});
  const row = await prisma.$transaction(async (tx) => {
    await requireFlow(tx, workspaceId, flowId);
    await recordAudit(tx, session, 'channel.created', name);
    return tx.channel.create({ data: { workspaceId, id: randomUUID(), type, name, flowId, settings }, select: fields });
  });
  await live.channelChanged(workspaceId, row.id);
  return toChannel(row);
}

/** Changes what is given; settings that are not given stay as they are. */
export async function updateChannel(
  { prisma }: Database,
  live: Pick<ConversationRuntime, 'channelChanged'>,
  session: Session,
  change: { readonly id: string; readonly name?: string; readonly flowId?: string; readonly settings?: Settings },
): Promise<Channel> {
  const workspaceId = session.workspace.id;
  const { id, name, flowId } = change;
  const row = await prisma.$transaction(async (tx) => {
    // Locks the channel: of two changes at once, neither undoes the other's settings.
    await tx.$queryRaw`SELECT 1 FROM "Channel" WHERE "workspaceId" = ${workspaceId} AND "id" = ${id} FOR UPDATE`;
    const key = { workspaceId_id: { workspaceId, id } };
    const before = await tx.channel.findUnique({ where: key, select: fields });
    if (before === null) throw new AppError('NOT_FOUND');
    if (flowId !== undefined) await requireFlow(tx, workspaceId, flowId);
    const settings = change.settings && checked(before.type, { ...toChannel(before).settings, ...change.settings });
    await recordAudit(tx, session, 'channel.changed', before.name);
    return tx.channel.update({ where: key, data: { name, flowId, settings }, select: fields });
  });
  await live.channelChanged(workspaceId, id);
  return toChannel(row);
}

const fields = { id: true, type: true, name: true, flowId: true, settings: true } as const;

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
  if (found.length === 0) throw new AppError('NOT_FOUND', { message: 'There is no flow with that id.' });
}

function toChannel(row: Omit<Channel, 'settings'> & { readonly settings: unknown }): Channel {
  const settings = typeof row.settings === 'object' && row.settings !== null ? toJsonObject(row.settings) : {};
  return { ...row, settings };
}
