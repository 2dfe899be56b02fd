import { randomUUID } from 'node:crypto';
import { channelAdapters } from '@baton/channels/adapters';
import { sampleFlow } from '@baton/nodes/sample-flow';
import { expect, test } from 'vitest';
import { createTestServices } from '../conversations/testing/create-test-service.ts';
import { type ChannelKey, createChannelSupervisor } from './channel-supervisor.ts';

const services = await createTestServices();

test('a connection knows its channel, and nothing of the message it was made for', async () => {
  const { workspaceId, channelId } = await services.workspace(sampleFlow());
  const received: ChannelKey[] = [];
  const supervisor = createChannelSupervisor({
    database: services.database,
    log: services.log,
    factories: channelAdapters,
    push: async () => undefined,
    onInbound: async (channel) => void received.push(channel),
  });
  // A row of the outbox is a key too, by its shape: everything else in it belongs to one customer.
  const row = { workspaceId, channelId, conversationId: 'somebody else’s', address: 'somebody else' };
  const adapter = await supervisor.adapter(row);
  await adapter?.receive?.({ visitorId: 'me', clientId: randomUUID(), content: { kind: 'text', text: 'Hello' } });
  expect(received).toEqual([{ workspaceId, channelId }]);
  await supervisor.stop();
});
