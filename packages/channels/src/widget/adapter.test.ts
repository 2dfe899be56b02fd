import { expect, test } from 'vitest';
import type { ChannelStatus, InboundEvent, OutboundMessage } from '../channel-adapter.ts';
import { makeConnection } from '../testing/make-connection.ts';
import { adapter } from './adapter.ts';

const message: OutboundMessage = {
  key: 'c1:2',
  conversationId: 'c1',
  seq: 2,
  content: { kind: 'text', text: 'Hello' },
  sender: { kind: 'bot' },
};

async function connected() {
  const pushed: [string, OutboundMessage][] = [];
  const events: InboundEvent[] = [];
  const statuses: ChannelStatus[] = [];
  const host = { push: async (address: string, each: OutboundMessage) => void pushed.push([address, each]) };
  const widget = adapter.create(makeConnection({ host }));
  const connect = () =>
    widget.connect(
      async (event) => void events.push(event),
      (status) => statuses.push(status),
    );
  return { widget, connect, pushed, events, statuses };
}

const payload = {
  visitorId: 'v1',
  clientId: '7b0f2f43-3f0a-4f7e-9a35-0c6c6f3c7a11',
  content: { kind: 'text', text: 'Hi' },
};

test('a message is pushed to the visitor as it is, and counts as sent', async () => {
  const { widget, pushed } = await connected();
  expect(await widget.send('v1', message)).toEqual({ status: 'sent', providerId: null });
  expect(pushed).toEqual([['v1', message]]);
});

test('what a browser brings reaches the runtime, until the channel is closed', async () => {
  const { widget, connect, events, statuses } = await connected();
  await expect(widget.receive?.(payload)).rejects.toThrow('not connected');
  await connect();
  expect(statuses).toEqual([{ state: 'connected', error: null }]);
  await widget.receive?.(payload);
  expect(events).toMatchObject([{ address: 'v1', content: payload.content }]);
  await widget.close();
  await expect(widget.receive?.(payload)).rejects.toThrow('not connected');
});

test('a refusal of the runtime reaches the browser', async () => {
  const { widget } = await connected();
  await widget.connect(
    async () => {
      throw new Error('no flow');
    },
    () => undefined,
  );
  await expect(widget.receive?.(payload)).rejects.toThrow('no flow');
});
