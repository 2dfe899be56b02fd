import { randomUUID } from 'node:crypto';
import type { ChannelAdapter, ChannelStatus } from '@baton/channels/channel-adapter';
import { greetingFlow } from '@baton/testing';
import { afterEach, expect, test, vi } from 'vitest';
import { createTestServices } from '../conversations/testing/create-test-service.ts';
import { readConnections } from '../db/channel-connections.ts';
import { beat } from '../db/instances.ts';
import type { Loop } from '../effects/loop.ts';
import type { ChannelKey } from './channel-key.ts';
import { createConnectionKeeper } from './connection-keeper.ts';

const { database, clock, log, workspace: makeWorkspace } = await createTestServices();
const running: Loop[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.stop();
});

/** A workspace with connected channels. */
async function makeChannels(count = 1): Promise<ChannelKey[]> {
  const { workspaceId, flowId } = await makeWorkspace(greetingFlow());
  const ids = Array.from({ length: count }, () => randomUUID());
  for (const id of ids) {
    await database.prisma.channel.create({ data: { workspaceId, id, type: 'bot', name: 'Bot', flowId, settings: {} } });
    await database.prisma.channelConnection.create({ data: { workspaceId, channelId: id, secrets: 'sealed' } });
  }
  return ids.map((channelId) => ({ workspaceId, channelId }));
}

/** A process that keeps connections; `lives` is its heartbeat. */
async function startProcess() {
  const instanceId = randomUUID();
  const held = new Map<string, (status: ChannelStatus) => void>();
  const adapter = ({ channelId }: ChannelKey): ChannelAdapter => ({
    async connect(_onInbound, onStatus) {
      held.set(channelId, onStatus);
      onStatus({ state: 'connecting', error: null });
      onStatus({ state: 'connected', error: null });
    },
    send: async () => ({ status: 'sent', providerId: null }),
    typing: async () => undefined,
    markRead: async () => undefined,
    close: async () => undefined,
  });
  const keeper = createConnectionKeeper({
    database,
    clock,
    log,
    instanceId,
    channels: {
      adapter: async (channel) => adapter(channel),
      changed: async ({ channelId }) => void held.delete(channelId),
    },
  });
  running.push(keeper);
  const lives = () => beat(database, instanceId);
  await lives();
  return {
    keeper,
    lives,
    held,
    look: keeper.nudge,
    dies: () =>
      database.pool.query(`UPDATE "RuntimeInstance" SET "seenAt" = now() - interval '1 minute' WHERE id = $1`, [
        instanceId,
      ]),
  };
}

test('a connection is kept by one process, however many there are', async () => {
  const channels = await makeChannels(20);
  const all = await Promise.all(Array.from({ length: 4 }, startProcess));
  for (const each of all) each.look();
  const owners = () => all.flatMap(({ held }) => channels.filter(({ channelId }) => held.has(channelId)));
  await vi.waitFor(() => expect(owners()).toHaveLength(20));
  for (const each of all) each.look();
  await vi.waitFor(async () => {
    const states = await readConnections(database, channels[0]?.workspaceId ?? '');
    expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['connected']));
  });
  expect(owners()).toHaveLength(20);
});

test('it is taken over when its process has died, and let go by one that was only thought dead', async () => {
  const [channel] = await makeChannels();
  const [first, second] = [await startProcess(), await startProcess()];
  const id = channel?.channelId ?? '';
  const state = async () => (await readConnections(database, channel?.workspaceId ?? ''))[0]?.state;
  first.look();
  await vi.waitFor(async () => expect(await state()).toBe('connected'));
  await first.dies();
  expect(await state()).toBe('connecting');
  second.look();
  await vi.waitFor(() => expect(second.held.has(id)).toBe(true));
  await first.lives();
  first.look();
  await vi.waitFor(() => expect(first.held.has(id)).toBe(false));
  expect(second.held.has(id)).toBe(true);
});

test('a process that stops hands over at once', async () => {
  const [channel] = await makeChannels();
  const [first, second] = [await startProcess(), await startProcess()];
  first.look();
  await vi.waitFor(() => expect(first.held.has(channel?.channelId ?? '')).toBe(true));
  await first.keeper.stop();
  expect(first.held.size).toBe(0);
  second.look();
  await vi.waitFor(() => expect(second.held.has(channel?.channelId ?? '')).toBe(true));
});

test('what was changed is made anew, what was disconnected is let go, and only its keeper says how it is', async () => {
  const [channel] = await makeChannels();
  const [first, second] = [await startProcess(), await startProcess()];
  const where = { workspaceId_channelId: channel ?? { workspaceId: '', channelId: '' } };
  const id = channel?.channelId ?? '';
  first.look();
  await vi.waitFor(() => expect(first.held.has(id)).toBe(true));
  const before = first.held.get(id);
  await database.prisma.channelConnection.update({ where, data: { version: { increment: 1 } } });
  first.look();
  await vi.waitFor(() => expect(first.held.get(id)).not.toBe(before));
  before?.({ state: 'disconnected', error: 'From the connection before' });
  first.held.get(id)?.({ state: 'connected', error: 'Telegram could not bring a message' });
  await vi.waitFor(async () => {
    expect(await readConnections(database, channel?.workspaceId ?? '')).toMatchObject([
      { state: 'connected', error: 'Telegram could not bring a message' },
    ]);
  });
  await database.prisma.channelConnection.update({ where, data: { secrets: null } });
  first.look();
  await vi.waitFor(() => expect(first.held.has(id)).toBe(false));
  second.look();
  expect(second.held.has(id)).toBe(false);
});
