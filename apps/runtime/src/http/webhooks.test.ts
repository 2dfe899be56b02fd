import { startTelegramEmulator } from '@baton/testing/telegram';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { freePort } from '../testing/free-port.ts';
import { openSalonOnTelegram, type SalonOnTelegram } from '../testing/salon-on-telegram.ts';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';

// A server with a public address: Telegram brings what customers do to it.

const telegram = await startTelegramEmulator();
const port = await freePort();
const publicUrl = `http://localhost:${port}`;
const { database, signedIn, proxy } = await startTestRuntime(
  { owner, port, publicUrl, telegramApiRoot: telegram.url },
  { proxied: true },
);
const staff = await signedIn(owner);
afterAll(telegram.stop);
afterEach(() => telegram.clearFaults());

const menu = 'What would you like to do?';

async function openSalon() {
  const salon = await openSalonOnTelegram(staff, telegram);
  await salon.connected();
  return { ...salon, url: `${publicUrl}/telegram/${salon.channelId}`, secret: () => secretOf(salon) };
}

/** As it was told to Telegram the last time. */
function secretOf({ channelId }: SalonOnTelegram): string {
  const calls = telegram.callsOf('setWebhook').filter(({ parameters }) => String(parameters.url).endsWith(channelId));
  return String(calls.at(-1)?.parameters.secret_token);
}

let updates = 0;
function update(text: string) {
  updates += 1;
  const from = { id: 77, is_bot: false, first_name: 'Mallory' };
  return {
    update_id: 900_000 + updates,
    message: { message_id: 1, date: 1, chat: { id: 77, type: 'private' }, from, text },
  };
}

async function bring(url: string, body: unknown, headers: Record<string, string> = {}): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  await response.body?.cancel();
  return response.status;
}

const withSecret = (secret: string) => ({ 'x-telegram-bot-api-secret-token': secret });

async function messagesSaying(text: string): Promise<number> {
  const { rows } = await database.pool.query(`SELECT 1 FROM "Message" WHERE content ->> 'text' = $1`, [text]);
  return rows.length;
}

describe('a customer', () => {
  test('is heard and answered, in order', async () => {
    const salon = await openSalon();
    const anna = salon.customer('Anna');
    anna.start();
    await telegram.until('the menu', () => anna.texts.at(-1) === menu);
    anna.tap('Book an appointment');
    await telegram.until('the name', () => anna.texts.at(-1) === 'Gladly. What is your name?');
    anna.say('Anna');
    await telegram.until('the service', () => anna.buttons().includes('Haircut'));
    expect(telegram.callsOf('getUpdates')).toEqual([]);
    const { id } = await salon.conversation('Anna');
    expect((await salon.transcript(id)).filter((line) => line.startsWith('customer'))).toEqual([
      'customer: Book an appointment',
      'customer: Anna',
    ]);
  });

  test('who writes while the database is away is heard when it is back, once', async () => {
    const salon = await openSalon();
    const bea = salon.customer('Bea');
    bea.start();
    await telegram.until('the menu', () => bea.texts.at(-1) === menu);
    await proxy.down();
    bea.say('book an appointment');
    await telegram.until('a delivery failed', () => salon.account.updates.info().last_error_message?.includes('503'));
    await proxy.up();
    await telegram.until('the name', () => bea.texts.at(-1) === 'Gladly. What is your name?');
    expect(await messagesSaying('book an appointment')).toBe(1);
  }, 40_000);
});

describe('a request that is not Telegram’s', () => {
  test.each([
    ['no secret', () => ({})],
    ['a wrong secret', () => withSecret('x'.repeat(43))],
    ['an empty secret', () => withSecret('')],
    ['a part of the secret', (secret: string) => withSecret(secret.slice(0, -1))],
    ['the secret in another header', (secret: string) => ({ authorization: secret })],
  ])('with %s is refused, and nothing is stored', async (title, headersOf) => {
    const { url, secret } = await openSalon();
    expect(await bring(url, update(title), headersOf(secret()))).toBe(401);
    expect(await messagesSaying(title)).toBe(0);
  });

  test('with the secret of another bot is refused', async () => {
    const [mine, other] = [await openSalon(), await openSalon()];
    expect(await bring(mine.url, update('from the other'), withSecret(other.secret()))).toBe(401);
  });

  test('with a secret from before the connection was made anew is refused', async () => {
    const salon = await openSalon();
    const old = salon.secret();
    expect(await bring(salon.url, update('while it counts'), withSecret(old))).toBe(200);
    await staff.post(`/api/channels/${salon.channelId}/reconnect`);
    await vi.waitFor(() => expect(salon.secret()).not.toBe(old));
    expect(await bring(salon.url, update('replayed secret'), withSecret(old))).toBe(401);
    expect(await bring(salon.url, update('with the new one'), withSecret(salon.secret()))).toBe(200);
    expect(await messagesSaying('replayed secret')).toBe(0);
  });

  test('to a disconnected channel is refused, also with the secret it had', async () => {
    const salon = await openSalon();
    const secret = salon.secret();
    await staff.post(`/api/channels/${salon.channelId}/disconnect`);
    expect(salon.account.updates.info().url).toBe('');
    expect(await bring(salon.url, update('too late'), withSecret(secret))).toBe(401);
  });

  test.each(['unknown', '%00', '..%2f..', 'x'.repeat(2000)])('to /telegram/%s finds nothing', async (id) => {
    expect(await bring(`${publicUrl}/telegram/${id}`, update('x'), withSecret('x'))).toBe(404);
  });

  test('to a website chat finds nothing', async () => {
    const { rows } = await database.pool.query<{ id: string }>(`SELECT id FROM "Channel" WHERE type = 'widget'`);
    expect(await bring(`${publicUrl}/telegram/${rows[0]?.id}`, update('x'), withSecret('x'))).toBe(404);
    expect(await bring(`${publicUrl}/widget/${rows[0]?.id}`, update('x'), withSecret('x'))).toBe(404);
  });
});

describe('a request with the right secret', () => {
  test('brought twice, and many times at once, is heard once', async () => {
    const { url, secret } = await openSalon();
    const twice = update('Heard once');
    const statuses = await Promise.all(Array.from({ length: 8 }, () => bring(url, twice, withSecret(secret()))));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await bring(url, twice, withSecret(secret()))).toBe(200);
    expect(await messagesSaying('Heard once')).toBe(1);
  });

  test.each([
    ['what is no update', { hello: 1 }, 200],
    ['an update of a kind that is not asked for', { update_id: 1, poll: {} }, 200],
    ['what is no JSON', '{', 400],
    ['a text with NUL and half an emoji', update('a\u0000b\ud83d'), 200],
  ])('and %s is answered %#', async (_title, body, status) => {
    const { url, secret } = await openSalon();
    expect(await bring(url, body, withSecret(secret()))).toBe(status);
  });
});
