import { startTelegramEmulator } from '@baton/testing/telegram';
import { afterAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';

// The operators' bot that the environment names, by webhook with the secret that it names too.

const telegram = await startTelegramEmulator();
const bot = telegram.bot({ username: 'team_bot' });
const webhookSecret = 'chosen-by-the-owner';
const { runtime, signedIn } = await startTestRuntime({
  owner,
  telegramApiRoot: telegram.url,
  publicUrl: 'http://127.0.0.1:1',
  operatorBot: { token: bot.token, webhookSecret },
});
const staff = await signedIn(owner);
afterAll(telegram.stop);

test('is used without a word in Settings, and hears only what carries the secret', async () => {
  const schema = z.object({
    bot: z.object({ source: z.string(), channelId: z.string(), delivery: z.string(), connection: z.looseObject({}) }),
  });
  const view = async () => schema.parse((await staff.get('/api/telegram-operators')).body).bot;
  expect(await view()).toMatchObject({ source: 'environment', delivery: 'webhook' });
  await vi.waitFor(() => expect(bot.updates.info().url).toContain('/telegram/'), 10_000);
  const { channelId } = await view();
  expect(telegram.callsOf('setWebhook').at(-1)?.parameters).toMatchObject({ secret_token: webhookSecret });
  expect((await staff.get('/api/channels')).text).not.toContain(channelId);

  const post = (secret?: string) =>
    fetch(`http://localhost:${runtime.port}/telegram/${channelId}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(secret && { 'x-telegram-bot-api-secret-token': secret }) },
      body: JSON.stringify({ update_id: 1 }),
    }).then(({ status }) => status);
  expect(await post()).toBe(401);
  expect(await post('wrong')).toBe(401);
  expect(await post(webhookSecret)).toBe(200);
});
