import type { ChannelAdapterFactory, ChannelHost, InboundEvent } from '@baton/channels/channel-adapter';
import { greetingFlow } from '@baton/testing';
import { beforeEach, expect, test } from 'vitest';
import { createTestServices } from '../conversations/testing/create-test-service.ts';
import { createFiles } from '../files/create-files.ts';
import type { ChannelKey } from './channel-key.ts';
import { createChannelSupervisor } from './channel-supervisor.ts';
import { createSecretBox } from './secret-box.ts';

const { database, log, workspace: makeWorkspace } = await createTestServices();
const { workspaceId, channelId } = await makeWorkspace(greetingFlow());
const event: InboundEvent = { key: 'k', address: 'v1', name: null, content: { kind: 'text', text: 'Hi' } };

interface Connection {
  readonly host: ChannelHost;
  readonly settings: unknown;
  receive: (event: InboundEvent) => Promise<void>;
  closed: boolean;
}
let connections: Connection[] = [];
let failures = 0;
const heard: unknown[] = [];

const factory: ChannelAdapterFactory = {
  type: 'widget',
  create({ host, settings }) {
    const connection: Connection = { host, settings, receive: async () => undefined, closed: false };
    connections.push(connection);
    return {
      async connect(onInbound) {
        if (failures > 0) {
          failures -= 1;
          throw new Error('no connection');
        }
        connection.receive = onInbound;
      },
      send: async () => ({ status: 'sent', providerId: null }),
      typing: async () => undefined,
      markRead: async () => undefined,
      async close() {
        connection.closed = true;
      },
    };
  },
};

const supervisor = createChannelSupervisor({
  database,
  log,
  divert: async () => false,
  onInbound: async (...args) => void heard.push(args),
  push: async (...args) => void heard.push(args),
  question: async () => null,
  files: createFiles(database),
  language: async () => 'en',
  lastHeard: async () => null,
  receipt: async () => undefined,
  reachable: async () => undefined,
  secretBox: createSecretBox('s'.repeat(32)),
  publicUrl: undefined,
  apiRoots: {},
  browser: { folder: '/nowhere', program: null, limit: 1, args: [] },
  factories: { widget: factory },
});

beforeEach(async () => {
  await supervisor.stop();
  connections = [];
  heard.length = 0;
});

test('a channel is connected once, with its settings checked and filled in', async () => {
  const adapters = await Promise.all([1, 2, 3].map(() => supervisor.adapter({ workspaceId, channelId })));
  expect(new Set(adapters).size).toBe(1);
  expect(connections).toMatchObject([{ settings: { accent: '#0f766e', position: 'right' } }]);
});

test('what it hears and shows belongs to the channel, whoever asked for it first', async () => {
  // A row of the outbox is a channel's key with more in it.
  const row = { workspaceId, channelId, conversationId: 'somebody else', address: 'somebody else' };
  await supervisor.adapter(row);
  const [connection] = connections;
  await connection?.receive(event);
  const message = {
    key: 'k',
    conversationId: 'c',
    seq: 1,
    content: { kind: 'text', text: 'Hi' },
    sender: { kind: 'bot' },
  } as const;
  await connection?.host.push('v1', message);
  const key: ChannelKey = { workspaceId, channelId };
  expect(heard).toStrictEqual([
    [key, event],
    [key, 'v1', message],
  ]);
});

test('a changed channel is connected anew', async () => {
  await supervisor.adapter({ workspaceId, channelId });
  await supervisor.changed({ workspaceId, channelId });
  expect(connections).toMatchObject([{ closed: true }]);
  await supervisor.adapter({ workspaceId, channelId });
  expect(connections).toMatchObject([{ closed: true }, { closed: false }]);
});

test('a connection that fails is tried again at the next use', async () => {
  failures = 1;
  await expect(supervisor.adapter({ workspaceId, channelId })).rejects.toThrow('no connection');
  expect(await supervisor.adapter({ workspaceId, channelId })).not.toBeNull();
});

test('another workspace has no such channel', async () => {
  const foreign = await makeWorkspace(greetingFlow());
  expect(await supervisor.adapter({ workspaceId: foreign.workspaceId, channelId })).toBeNull();
  expect(await supervisor.adapter({ workspaceId, channelId: 'unknown' })).toBeNull();
  expect(connections).toEqual([]);
});
