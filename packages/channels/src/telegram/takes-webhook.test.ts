import { expect, test } from 'vitest';
import { makeConnection } from '../testing/make-connection.ts';
import { adapter } from './adapter.ts';
import { takesWebhook } from './takes-webhook.ts';

test.each([
  ['https at Telegram', 'https://chat.example.com', null, true],
  ['http at Telegram', 'http://localhost:3000', null, false],
  ['https at one’s own server', 'https://chat.example.com', 'http://localhost:8081', true],
  ['http at one’s own server', 'http://localhost:3000', 'http://localhost:8081', true],
])('%s: what Settings say is what the connection does', async (_, url, apiRoot, expected) => {
  expect(takesWebhook(url, apiRoot)).toBe(expected);
  const webhook = { url: `${url}/telegram/c1`, secret: 'shh' };
  const connection = adapter.create(makeConnection({ secrets: { token: '1:x' }, webhook, apiRoot, host: {} }));
  expect(connection.isAuthentic?.({ 'x-telegram-bot-api-secret-token': 'shh' })).toBe(expected);
  await connection.close();
});
