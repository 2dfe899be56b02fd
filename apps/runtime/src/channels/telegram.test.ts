import { randomUUID } from 'node:crypto';
import { png } from '@baton/testing';
import { startTelegramEmulator } from '@baton/testing/telegram';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { closeSockets, hears, openInbox } from '../sockets/testing/browsers.ts';
import { eventually } from '../testing/eventually.ts';
import { openSalonOnTelegram } from '../testing/salon-on-telegram.ts';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';
import { errorOf } from '../testing/test-client.ts';

// Customers on Telegram, staff in the inbox: the product as it runs, with Telegram played by the emulator.

const telegram = await startTelegramEmulator();
const logLines: string[] = [];
const { database, signedIn } = await startTestRuntime({ owner, telegramApiRoot: telegram.url }, { logLines });
const staff = await signedIn(owner);
afterAll(telegram.stop);
afterEach(() => telegram.clearFaults());

const greeting = 'Hello and welcome to Salon Verde. I can book an appointment for you, or bring a person in.';
const menu = 'What would you like to do?';

describe('connecting', () => {
  test('a pasted token is tried, kept unreadable and never shown again', async () => {
    const salon = await openSalonOnTelegram(staff, telegram, telegram.bot({ username: 'salon_verde_bot' }));
    await salon.connected();
    expect(await salon.channel()).toMatchObject({
      type: 'telegram',
      connection: {
        state: 'connected',
        error: null,
        account: { name: '@salon_verde_bot', url: 'https://t.me/salon_verde_bot' },
      },
    });
    const { token } = salon.account;
    const [, secretPart = token] = token.split(':');
    expect((await staff.get('/api/channels')).text).not.toContain(secretPart);
    const stored = await database.pool.query('SELECT row_to_json(c)::text AS row FROM "ChannelConnection" c');
    expect(stored.rows.map(({ row }) => String(row)).join()).not.toContain(secretPart);
    const audit = await database.pool.query('SELECT row_to_json(a)::text AS row FROM "AuditEntry" a');
    expect(audit.rows.map(({ row }) => String(row)).join()).not.toContain(secretPart);
    expect(logLines.join('')).not.toContain(secretPart);
  });

  test.each([
    ['that is none', { token: 'hello' }, /not a bot token/],
    ['that Telegram does not know', { token: `1:${'x'.repeat(35)}` }, /does not know this token/],
    ['that is empty', { token: ' ' }, /Bot token is missing/],
  ])('a token %s makes no channel', async (_title, secrets, message) => {
    const before = (await staff.get('/api/channels')).body;
    const flowId = await anyFlow();
    const answer = await staff.post('/api/channels', { type: 'telegram', name: 'Bot', flowId, secrets });
    expect(errorOf(answer)).toMatchObject({ code: 'BAD_REQUEST', message: expect.stringMatching(message) });
    expect((await staff.get('/api/channels')).body).toEqual(before);
  });

  test('a bot is connected once', async () => {
    const salon = await openSalonOnTelegram(staff, telegram);
    const again = { type: 'telegram', name: 'Twice', flowId: await anyFlow(), secrets: { token: salon.account.token } };
    const answers = await Promise.all([staff.post('/api/channels', again), staff.post('/api/channels', again)]);
    for (const answer of answers) expect(errorOf(answer).message).toMatch(/connected to another channel/);
    const fresh = { ...again, secrets: { token: telegram.bot().token } };
    const race = await Promise.all([1, 2, 3].map(() => staff.post('/api/channels', fresh)));
    expect(race.map(({ status }) => status).toSorted()).toEqual([200, 400, 400]);
  });

  test('disconnected, it hears and says nothing; connected again, what was said meanwhile arrives', async () => {
    const salon = await openSalonOnTelegram(staff, telegram);
    await salon.connected();
    const anna = salon.customer('Disa');
    anna.start();
    await telegram.until('the menu', () => anna.texts.at(-1) === menu);
    const { id } = await salon.conversation('Disa');
    await staff.post(`/api/channels/${salon.channelId}/disconnect`);
    expect((await salon.channel()).connection).toMatchObject({ state: 'disconnected', error: null });
    await salon.command(id, 'reply', { text: 'Are you there?', clientId: 'x' });
    await vi.waitFor(async () => expect((await salon.transcript(id)).at(-1)).toBe('agent: Are you there? (failed)'));
    anna.say('Yes');
    const wrong = await staff.post(`/api/channels/${salon.channelId}/reconnect`);
    expect(errorOf(wrong).message).toMatch(/not connected/);
    await staff.post(`/api/channels/${salon.channelId}/connect`, { secrets: { token: salon.account.token } });
    await salon.connected();
    await vi.waitFor(async () => expect(await salon.transcript(id)).toContain('customer: Yes'));
  });

  test('a revoked token is said, and a new one mends it', async () => {
    const salon = await openSalonOnTelegram(staff, telegram);
    await salon.connected();
    telegram.revoke(salon.account);
    salon.account.updates.stop();
    await vi.waitFor(
      async () =>
        expect((await salon.channel()).connection).toMatchObject({
          state: 'disconnected',
          error: expect.stringMatching(/does not know this token/),
        }),
      10_000,
    );
    const next = telegram.bot();
    await staff.post(`/api/channels/${salon.channelId}/connect`, { secrets: { token: next.token } });
    await salon.connected();
  });

  test('a website chat has nothing to connect', async () => {
    const { body } = await staff.get('/api/channels');
    expect(body).toEqual(expect.arrayContaining([expect.objectContaining({ type: 'widget', connection: null })]));
  });
});

describe('a customer on Telegram', () => {
  test('is served by the flow, taken over by a person, and handed back', async () => {
    const salon = await openSalonOnTelegram(staff, telegram);
    await salon.connected();
    const anna = salon.customer('Anna');
    anna.start('spring_sale');
    await telegram.until('the menu', () => anna.texts.at(-1) === menu);
    expect(anna.texts).toEqual([greeting, menu]);
    expect(anna.buttons()).toEqual(['Book an appointment', 'Talk to a person']);
    anna.tap('Book an appointment');
    await telegram.until('the name', () => anna.texts.at(-1) === 'Gladly. What is your name?');
    await telegram.until('the choice is shown', () => anna.texts.includes(`${menu}\n\n✓ Book an appointment`));
    anna.say('Anna');
    await telegram.until(
      'the service',
      () => anna.texts.at(-1) === 'Nice to meet you, Anna. Which service would you like?',
    );

    const { id } = await salon.conversation('Anna');
    await salon.command(id, 'take-over');
    await telegram.until('the person', () => anna.texts.some((text) => text.includes('a person has joined')));
    await salon.command(id, 'reply', { text: 'Hello **Anna**, this is Ada.', clientId: 'r1' });
    await telegram.until('the reply', () => anna.texts.at(-1) === 'Hello Anna, this is Ada.');
    anna.say('Nice, a person!');
    const { message_id } = anna.sendFile({ kind: 'photo', data: png(8, 6), caption: 'My hare' });
    anna.editCaption(message_id, 'My hair');
    await vi.waitFor(async () =>
      expect((await salon.transcript(id)).slice(-2)).toEqual(['customer: Nice, a person!', 'customer: image My hair']),
    );

    const list = (await staff.get('/api/conversations?view=open')).body;
    expect(list).toMatchObject({
      rows: expect.arrayContaining([
        expect.objectContaining({ id, last: expect.objectContaining({ text: '📷 Photo My hair' }) }),
      ]),
    });

    await salon.command(id, 'hand-back');
    await telegram.until('the question again', () => anna.buttons().length === 3);
    expect(anna.texts.at(-2)).toMatch(/I am the assistant again/);
    anna.tap('Haircut');
    await telegram.until('the date', () => anna.texts.at(-1)?.includes('Which day'));
    expect(anna.texts.filter((text) => text.includes('Which day'))).toHaveLength(1);
    const detail = (await staff.get(`/api/conversations/${id}`)).body;
    expect(detail).toMatchObject({
      channel: { type: 'telegram' },
      contactDetail: { attributes: [{ label: 'Origin', value: 'spring_sale' }] },
    });
    expect((await salon.transcript(id)).filter((line) => /failed|uncertain|queued/.test(line))).toEqual([]);
  });

  test('who presses Start in the middle is asked the open question again', async () => {
    const salon = await openSalonOnTelegram(staff, telegram);
    await salon.connected();
    const hugo = salon.customer('Hugo');
    hugo.start();
    await telegram.until('the menu', () => hugo.texts.at(-1) === menu);
    hugo.tap('Book an appointment');
    await telegram.until('the question', () => hugo.texts.at(-1) === 'Gladly. What is your name?');
    hugo.start();
    const asked = () => hugo.texts.filter((text) => text === 'Gladly. What is your name?').length;
    await telegram.until('the question again', () => asked() === 2);
    hugo.say('Hugo');
    await telegram.until('the next question', () => hugo.texts.at(-1)?.startsWith('Nice to meet you, Hugo.'));
  });

  test('changes what they have written: staff read it as it is now, and the flow goes on', async () => {
    const salon = await openSalonOnTelegram(staff, telegram);
    await salon.connected();
    const gina = salon.customer('Gina');
    gina.say('Hello');
    await telegram.until('the menu', () => gina.texts.at(-1) === menu);
    const said = gina.say('bok an appointment');
    await telegram.until('the menu again', () => gina.texts.filter((text) => text.includes(menu)).length === 2);
    const { id } = await salon.conversation('Gina');
    gina.edit(said.message_id, 'book an appointment');
    await vi.waitFor(async () => expect(await salon.transcript(id)).toContain('customer: book an appointment'));
    const { body } = await staff.get(`/api/conversations/${id}/messages?after=0`);
    expect(body).toMatchObject({
      messages: expect.arrayContaining([
        expect.objectContaining({ content: { kind: 'text', text: 'book an appointment', edited: true } }),
        expect.objectContaining({ content: { kind: 'text', text: 'Hello' } }),
      ]),
    });
    gina.tap('Book an appointment');
    await telegram.until('the name', () => gina.texts.at(-1) === 'Gladly. What is your name?');
  });

  test('answers a form field by field, and a request for a person reaches the inbox', async () => {
    const salon = await openSalonOnTelegram(staff, telegram);
    await salon.connected();
    const bruno = salon.customer('Bruno');
    bruno.start();
    await telegram.until('the menu', () => bruno.texts.at(-1) === menu);
    bruno.tap('Talk to a person');
    await telegram.until(
      'the first field',
      () => bruno.texts.at(-1) === 'Before we connect you\n\nWhat is this about?',
    );
    expect(bruno.buttons()).toEqual(['An appointment', 'Prices', 'Something else']);
    bruno.tap('Prices');
    await telegram.until('the second field', () => bruno.texts.at(-1)?.startsWith('What should we know?'));
    bruno.say('The price of a haircut');
    const { id } = await salon.conversation('Bruno');
    await vi.waitFor(async () => {
      const { body } = await staff.get(`/api/conversations/${id}`);
      expect(body).toMatchObject({
        requests: [{ reason: 'Prices', formAnswers: [{ value: 'Prices' }, { value: 'The price of a haircut' }] }],
      });
    });
  });

  test('is connected to whoever accepts, and sees them type', async () => {
    const salon = await openSalonOnTelegram(staff, telegram);
    await salon.connected();
    const inbox = await openInbox(staff);
    const iris = salon.customer('Iris');
    iris.start();
    await telegram.until('the menu', () => iris.texts.at(-1) === menu);
    iris.tap('Talk to a person');
    await telegram.until('the first field', () => iris.buttons().includes('Prices'));
    iris.tap('Prices');
    await telegram.until('the second field', () => iris.texts.at(-1)?.startsWith('What should we know?'));
    iris.say('-');
    const { id } = await salon.conversation('Iris');
    await hears(inbox.heard, 'handoff.ringing', { conversationId: id, contact: 'Iris' });
    await salon.command(id, 'accept');
    await telegram.until('the person', () => iris.texts.some((text) => text.startsWith('Connected to ')));
    inbox.socket.emit('typing', { conversationId: id, typing: true });
    const chatId = iris.messages[0]?.chat.id;
    await telegram.until('typing', () =>
      telegram.actions.some((each) => each.chatId === chatId && each.action === 'typing'),
    );
    closeSockets();
  });

  test('a button of an older question answers nothing', async () => {
    const salon = await openSalonOnTelegram(staff, telegram);
    await salon.connected();
    const carla = salon.customer('Carla');
    carla.start();
    await telegram.until('the menu', () => carla.texts.at(-1) === menu);
    const old = carla.messages.at(-1);
    // Telegram does not take the buttons away this time, however often it is asked.
    telegram.fail({ kind: 'error', code: 400, description: 'Bad Request: odd', method: 'editMessageReplyMarkup' });
    carla.say('book an appointment');
    await telegram.until('the name', () => carla.texts.at(-1) === 'Gladly. What is your name?');
    await telegram.until('it was asked', () => carla.buttons().length > 0);
    const tap = carla.tap('Talk to a person', old?.message_id);
    await telegram.until('the tap is answered', () => telegram.tapAnswers.find(({ queryId }) => queryId === tap));
    expect(telegram.tapAnswers.at(-1)?.text).toBe('This question is closed.');
    carla.say('Carla');
    await telegram.until('the service', () => carla.texts.at(-1)?.includes('Nice to meet you, Carla'));
  });

  test('who blocks the bot is seen by staff, and is served again when they come back', async () => {
    const salon = await openSalonOnTelegram(staff, telegram);
    await salon.connected();
    const dora = salon.customer('Dora');
    dora.start();
    await telegram.until('the menu', () => dora.texts.at(-1) === menu);
    const { id } = await salon.conversation('Dora');
    const unreachable = async () => {
      const { body } = await staff.get(`/api/conversations/${id}`);
      return z.object({ contactDetail: z.object({ unreachable: z.string().nullable() }) }).parse(body).contactDetail
        .unreachable;
    };
    expect(await unreachable()).toBeNull();
    dora.block();
    await eventually(async () => expect(await unreachable()).toBe('The customer has blocked the bot'));
    await salon.command(id, 'reply', { text: 'Hello?', clientId: 'r' });
    await vi.waitFor(async () => expect((await salon.transcript(id)).at(-1)).toBe('agent: Hello? (failed)'));
    const { body } = await staff.get(`/api/conversations/${id}/messages?after=0`);
    expect(body).toMatchObject({
      messages: expect.arrayContaining([expect.objectContaining({ problem: 'The customer has blocked the bot' })]),
    });
    dora.unblock();
    await eventually(async () => expect(await unreachable()).toBeNull());
    dora.say('Back');
    await vi.waitFor(async () => expect((await salon.transcript(id)).at(-1)).toBe('customer: Back'));
    await salon.command(id, 'reply', { text: 'Welcome back', clientId: 's' });
    await telegram.until('the reply', () => dora.texts.at(-1) === 'Welcome back');
  });

  test('many bots in one process do not mix up their customers', async () => {
    const salons = await Promise.all(Array.from({ length: 10 }, () => openSalonOnTelegram(staff, telegram)));
    const people = salons.map((salon, index) => salon.customer(`Guest ${index}`));
    for (const guest of people) guest.start();
    await telegram.until('everybody has the menu', () => people.every((guest) => guest.texts.at(-1) === menu));
    for (const guest of people) expect(guest.texts).toEqual([greeting, menu]);
  });
});

describe('while Telegram fails', () => {
  const faults = [
    ['429', { kind: 'flood', retryAfter: 1 }],
    ['an error', { kind: 'error', code: 500 }],
    ['a gateway', { kind: 'gateway', status: 502 }],
    ['a slow answer', { kind: 'slow', ms: 300 }],
    ['a connection that breaks before', { kind: 'reset', done: false }],
    ['a connection that breaks after', { kind: 'reset', done: true }],
  ] as const;

  test.each(faults)(
    '%s at every fetch: nothing is lost or doubled',
    async (_title, fault) => {
      const salon = await openSalonOnTelegram(staff, telegram);
      const name = `Eva ${randomUUID()}`;
      const eva = salon.customer(name);
      telegram.fail({ ...fault, bot: salon.account, method: 'getUpdates', times: 2 });
      eva.start();
      await telegram.until('the menu', () => eva.texts.at(-1) === menu);
      telegram.fail({ ...fault, bot: salon.account, method: 'getUpdates', times: 2 });
      eva.tap('Book an appointment');
      await telegram.until('the name', () => eva.texts.at(-1) === 'Gladly. What is your name?');
      expect(eva.texts.filter((text) => text === greeting)).toHaveLength(1);
      const { id } = await salon.conversation(name);
      expect((await salon.transcript(id)).filter((line) => line.startsWith('customer'))).toEqual([
        'customer: Book an appointment',
      ]);
    },
    30_000,
  );

  test.each(faults)(
    '%s at a send: it arrives once, or is marked',
    async (title, fault) => {
      const salon = await openSalonOnTelegram(staff, telegram);
      await salon.connected();
      const name = `Fay ${randomUUID()}`;
      const fay = salon.customer(name);
      telegram.fail({ ...fault, bot: salon.account, method: 'sendMessage' });
      fay.start();
      await telegram.until('the menu', () => fay.texts.at(-1) === menu);
      const { id } = await salon.conversation(name);
      const open = ['a gateway', 'a connection that breaks before', 'a connection that breaks after'].includes(title);
      await vi.waitFor(async () =>
        expect(await salon.transcript(id)).toEqual([
          expect.stringMatching(
            open ? /^bot: Hello and welcome.*\(uncertain\)$/ : /^bot: Hello and welcome.*\(sent\)$/,
          ),
          `bot: ${menu} (sent)`,
        ]),
      );
      // What may have arrived is not sent again by itself.
      const arrived = title === 'a gateway' || title === 'a connection that breaks before' ? [] : [greeting];
      expect(fay.texts).toEqual([...arrived, menu]);
    },
    30_000,
  );
});

async function anyFlow(): Promise<string> {
  const { rows } = await database.pool.query<{ id: string }>(
    `SELECT id FROM "Flow" WHERE "publishedVersionId" IS NOT NULL`,
  );
  return rows[0]?.id ?? '';
}
