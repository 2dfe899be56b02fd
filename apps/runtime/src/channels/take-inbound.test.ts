import type { InboundEvent } from '@baton/channels/channel-adapter';
import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { AppError } from '../app-error.ts';
import { createInboundTaker } from './take-inbound.ts';

const channel = { workspaceId: 'w', channelId: 'c' };
const event: InboundEvent = { key: 'k', address: '1', name: null, content: { kind: 'text', text: 'Hi' } };
const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

function setup(error: Error) {
  const receive = vi.fn(async () => {
    throw error;
  });
  return { receive, take: createInboundTaker(receive, pino({ level: 'silent' })) };
}

test.each([
  ['the database is away', away],
  ['no flow is published', new AppError('NO_PUBLISHED_FLOW')],
])('while %s, an event may come again as often as it likes', async (_title, error) => {
  const { take } = setup(error);
  for (let tries = 0; tries < 20; tries += 1) await expect(take(channel, event)).rejects.toBe(error);
});

test('what can never be taken is let go at once', async () => {
  const { take, receive } = setup(new AppError('ENDED'));
  await take(channel, event);
  expect(receive).toHaveBeenCalledTimes(1);
});

test('a fault of our own is tried a few times, then let go, and does not count for other events', async () => {
  const { take } = setup(new Error('a fault'));
  for (let tries = 1; tries < 5; tries += 1) {
    await expect(take(channel, event)).rejects.toThrow('a fault');
    await expect(take({ ...channel, channelId: `d${tries}` }, event)).rejects.toThrow('a fault');
  }
  await take(channel, event);
});
