import { readFile } from 'node:fs/promises';
import { startTelegramEmulator } from '@baton/testing/telegram';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { openSalonOnTelegram } from '../testing/salon-on-telegram.ts';
import { openOperators } from '../testing/salon-operators.ts';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';
import { errorOf } from '../testing/test-client.ts';

// Links, alerts and several sessions, with a bot that is the operators' own: the product as it runs, with Telegram
// played by the emulator.

const telegram = await startTelegramEmulator();
// Each step waits for Telegram's side by itself, and says what for.
vi.setConfig({ testTimeout: 60_000 });
const { database, signedIn } = await startTestRuntime({ owner, telegramApiRoot: telegram.url });
const staff = await signedIn(owner);
const salon = await openSalonOnTelegram(staff, telegram);
const bot = telegram.bot({ username: 'salon_team_bot' });
const operators = await openOperators(staff, telegram, { account: bot });
const [ana, ben, cleo] = [
  await operators.connect('Ana'),
  await operators.connect('Ben'),
  await operators.connect('Cleo'),
];
afterAll(telegram.stop);
afterEach(() => telegram.clearFaults());

const { waiting } = salon;

describe('a link', () => {
  test('is kept as its hash, and belongs to whoever opens it first', async () => {
    const payload = await operators.link();
    const rows = await database.pool.query('SELECT row_to_json(l)::text AS row FROM "OperatorLink" l');
    expect(rows.rows.map(({ row }) => String(row)).join()).not.toContain(payload.replace('op_', ''));
    const first = telegram.person({ firstName: 'First' }).with(bot);
    const second = telegram.person({ firstName: 'Second' }).with(bot);
    first.start(payload);
    await telegram.until('the welcome', () => first.texts.at(-1)?.startsWith('You are connected'));
    second.start(payload);
    await telegram.until('the refusal', () => second.texts.at(-1)?.startsWith('This link was used by somebody else'));
    first.start(payload);
    await telegram.until(
      'again',
      () => first.texts.filter((text) => text.startsWith('You are connected')).length === 2,
    );
    second.say('Hello?');
    await telegram.until('turned away', () => second.texts.at(-1)?.startsWith('This bot is for the people'));
    const { operators: list } = await operators.view();
    expect(list.map(({ name }) => name)).toEqual(['Ana', 'Ben', 'Cleo', 'First']);
    await staff.request('DELETE', `/api/telegram-operators/people/${list[3]?.id}`);
    expect((await operators.view()).operators).toHaveLength(3);
    first.say('Am I still in?');
    await telegram.until('no more', () => first.texts.at(-1)?.startsWith('This bot is for the people'));
    first.start(payload);
    await telegram.until('nor by the old link', () => first.texts.at(-1)?.startsWith('This link was used before'));
    expect((await operators.view()).operators).toHaveLength(3);
  });

  test('works for 24 hours', async () => {
    const payload = await operators.link();
    await database.pool.query(`UPDATE "OperatorLink" SET "expiresAt" = now() WHERE "usedAt" IS NULL`);
    const late = telegram.person({ firstName: 'Late' }).with(bot);
    late.start(payload);
    await telegram.until('too late', () => late.texts.at(-1)?.startsWith('This link has expired'));
  });

  test('needs a bot, and another workspace’s token is refused', async () => {
    const wrong = await staff.request('PUT', '/api/telegram-operators/bot', { token: 'nonsense' });
    expect(errorOf(wrong)).toMatchObject({ code: 'BAD_REQUEST', message: expect.stringMatching(/not a bot token/) });
    const twice = await staff.request('PUT', '/api/telegram-operators/bot', { token: salon.account.token });
    expect(errorOf(twice).message).toMatch(/connected to another channel/);
    expect((await staff.get('/api/channels')).text).not.toContain('salon_team_bot');
  });
});

describe('an alert', () => {
  const both = [ana, ben];

  test('reads as the guide shows it', async () => {
    const guide = await readFile(new URL('../../../../docs/telegram.md', import.meta.url), 'utf8');
    const { id } = await waiting('Nora', 'How much is a haircut?');
    const alert = () => ana.messages.find(({ text }) => text?.startsWith('🔔 Nora') && text.includes('haircut'));
    await telegram.until('the alert', alert);
    expect(guide).toContain(`${alert()?.text}\n\n[ ${ana.buttons(alert()?.message_id).join(' ]  [ ')} ]\n`);
    await salon.command(id, 'end');
  });

  test('says that the customer waits no longer, and is not accepted any more by then', async () => {
    const { talk, id } = await waiting('Cara');
    await telegram.until('the alerts', () => both.every((each) => each.texts.at(-1)?.startsWith('🔔 Cara')));
    ana.tap('Reject');
    await telegram.until('only hers', () => ana.texts.at(-1) === 'Cara\nYou rejected this.');
    expect(ben.buttons()).toContain('Accept');
    await salon.command(id, 'end');
    await telegram.until('ended', () => ben.texts.at(-1) === 'Cara\nEnded: the conversation is over.');
    expect(talk.texts.at(-1)).not.toContain('Connected');
  });

  test('that was rejected by everybody falls back at once', async () => {
    const { talk } = await waiting('Dan');
    await telegram.until('the alerts', () => [...both, cleo].every((each) => each.texts.at(-1)?.startsWith('🔔 Dan')));
    for (const each of [...both, cleo]) each.tap('Reject');
    await telegram.until('the lead form', () => talk.texts.at(-1)?.includes('Your name'));
    await telegram.until('no buttons', () => [...both, cleo].every((each) => each.buttons().length === 0));
  });

  const faults = [
    ['429', { kind: 'flood', retryAfter: 1 }],
    ['an error', { kind: 'error', code: 500 }],
    ['a gateway', { kind: 'gateway', status: 502 }],
    ['a slow answer', { kind: 'slow', ms: 300 }],
    ['a connection that breaks before', { kind: 'reset', done: false }],
    ['a connection that breaks after', { kind: 'reset', done: true }],
  ] as const;

  test.each(faults)('%s: it arrives, is taken once, and its copies lose their buttons', async (title, fault) => {
    const chatId = ana.messages[0]?.chat.id;
    telegram.fail({ ...fault, bot, method: 'sendMessage', ...(chatId !== undefined && { chatId }) });
    const name = `Eva ${title}`;
    const { id } = await waiting(name);
    const told = (text: string) => text.includes(`🔔 ${name}`);
    await telegram.until('both know', () => both.every((each) => each.texts.some(told)));
    if (fault.kind === 'reset' || fault.kind === 'gateway') {
      await telegram.until('it says so', () => ana.texts.some((text) => told(text) && text.startsWith('↻ Sent again')));
    } else {
      expect(ana.texts.filter(told)).toHaveLength(1);
    }
    telegram.fail({ ...fault, bot, method: 'editMessageText', ...(chatId !== undefined && { chatId }) });
    ben.tap('Accept');
    await telegram.until('Ana is told', () => ana.texts.some((text) => text === `${name}\nTaken by Ben.`));
    ben.say('/done');
    await telegram.until('done', () => ben.texts.at(-1) === `${name}: Session ended.`);
    await eventually(async () =>
      expect((await staff.get(`/api/conversations/${id}`)).body).toMatchObject({ mode: { kind: 'resolved' } }),
    );
    // A first copy that nobody knew of: it is refused like any other, and loses its buttons too.
    const [stray] = ana.messages.filter(({ text = '' }) => told(text));
    if (stray) {
      ana.tap('Reject', stray.message_id);
      await telegram.until('the copy', () => ana.buttons(stray.message_id).length === 0);
    }
  });
});

describe('several sessions', () => {
  test('a native reply decides; what fits none is asked back, and sent once', async () => {
    const [one, other] = [await waiting('Fay'), await waiting('Gil')];
    for (const name of ['Fay', 'Gil']) {
      await telegram.until(name, () => cleo.messages.some(({ text }) => text?.startsWith(`🔔 ${name}`)));
      const alert = cleo.messages.find(({ text }) => text?.startsWith(`🔔 ${name}`));
      cleo.tap('Accept', alert?.message_id);
      await telegram.until('it is hers', () => cleo.texts.some((text) => text.startsWith(`You answer ${name}`)));
    }
    one.talk.say('Fay here');
    await telegram.until('the message', () => cleo.texts.at(-1) === 'Fay\nFay here');
    const said = cleo.messages.at(-1);
    cleo.say('Hello Fay', said?.message_id);
    await telegram.until('to Fay', () => one.talk.texts.at(-1) === 'Hello Fay');
    cleo.say('And whose is this?');
    await telegram.until('the question', () => cleo.texts.at(-1)?.includes('Who is this for?'));
    expect(other.talk.texts.at(-1)).not.toBe('And whose is this?');
    const asked = cleo.messages.at(-1)?.message_id;
    cleo.tap('Gil', asked);
    await telegram.until('to Gil', () => other.talk.texts.at(-1) === 'And whose is this?');
    await telegram.until('it says so', () => cleo.texts.at(-1)?.endsWith('Sent to Gil.'));
    expect(cleo.buttons(asked)).toEqual([]);
    await salon.command(other.id, 'take-over').catch(() => undefined);
    await telegram.until('the card is over', () =>
      cleo.texts.some((text) => text.startsWith('Gil\n') && text.includes('answers now')),
    );
    const card = cleo.messages.find(({ text }) => text?.startsWith('Gil\n') && text.includes('answers now'));
    cleo.say('Still me', card?.message_id);
    await telegram.until('refused clearly', () => cleo.texts.at(-1)?.endsWith('Your message was not sent.'));
    cleo.say('/handback', said?.message_id);
    await telegram.until('the bot is back', () => one.talk.texts.some((text) => text.includes('assistant again')));
  });

  test('a reply and a tap may be quicker than Telegram’s answer to the call that showed the message', async () => {
    const [one, other] = [await waiting('Ida'), await waiting('Jon')];
    for (const name of ['Ida', 'Jon']) {
      await telegram.until(name, () => ben.messages.some(({ text }) => text?.startsWith(`🔔 ${name}`)));
      ben.tap('Accept', ben.messages.find(({ text }) => text?.startsWith(`🔔 ${name}`))?.message_id);
      await telegram.until('it is his', () => ben.texts.some((text) => text.startsWith(`You answer ${name}`)));
    }
    const late = { kind: 'slow', method: 'sendMessage', bot, ms: 1_500 } as const;
    telegram.fail(late);
    one.talk.say('Ida here');
    await telegram.until('the message', () => ben.texts.at(-1) === 'Ida\nIda here');
    ben.say('Hello Ida', ben.messages.at(-1)?.message_id);
    await telegram.until('to Ida', () => one.talk.texts.at(-1) === 'Hello Ida');
    telegram.fail(late);
    ben.say('Whose is this?');
    await telegram.until('the question', () => ben.texts.at(-1)?.includes('Who is this for?'));
    ben.tap('Jon', ben.messages.at(-1)?.message_id);
    await telegram.until('to Jon', () => other.talk.texts.at(-1) === 'Whose is this?');
  });

  test('away, nobody is alerted; the inbox knows', async () => {
    cleo.say('/away');
    await telegram.until('away', () => cleo.texts.at(-1)?.startsWith('You get no more alerts'));
    const view = await operators.view();
    expect(view.operators.find(({ name }) => name === 'Cleo')?.availability).toBe('away');
    const before = cleo.texts.length;
    const { id } = await waiting('Hal');
    await eventually(async () =>
      expect((await staff.get(`/api/conversations/${id}`)).body).toMatchObject({ mode: { kind: 'pending' } }),
    );
    expect(cleo.texts).toHaveLength(before);
    cleo.say('/back');
    await telegram.until('what rings already', () => cleo.texts.some((text) => text.startsWith('🔔 Hal')));
  });
});

test('Test my alerts says who is reached, and what to do for whoever is not', async () => {
  const dora = await operators.connect('Dora');
  dora.block();
  const { body } = await staff.post('/api/telegram-operators/test');
  expect(body).toEqual(
    expect.arrayContaining([
      { kind: 'person', name: 'Ana', ok: true, problem: null, news: null },
      { kind: 'person', name: 'Dora', ok: false, problem: expect.stringMatching(/blocked the bot/), news: null },
    ]),
  );
  expect((await operators.view()).operators.find(({ name }) => name === 'Dora')?.problem).toBe('Has blocked the bot');
  dora.unblock();
  await eventually(async () =>
    expect((await operators.view()).operators.find(({ name }) => name === 'Dora')?.problem).toBeNull(),
  );
});
