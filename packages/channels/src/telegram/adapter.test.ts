import type { OutboundContent } from '@baton/engine';
import { startTelegramEmulator } from '@baton/testing/telegram';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import type {
  AskedQuestion,
  ChannelAdapter,
  ChannelHost,
  ChannelStatus,
  InboundEvent,
  OutboundMessage,
} from '../channel-adapter.ts';
import { makeConnection } from '../testing/make-connection.ts';
import { adapter as factory } from './adapter.ts';

const telegram = await startTelegramEmulator();
const open: ChannelAdapter[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
  telegram.clearFaults();
});
afterAll(telegram.stop);

interface Wish {
  webhook?: { url: string; secret: string };
  settings?: object;
  receive?: (event: InboundEvent) => Promise<void>;
}

/** A bot with its adapter, and a person who has written to it. */
function setup({ webhook, settings = {}, receive }: Wish = {}) {
  const account = telegram.bot();
  const talk = telegram.person({ lastName: 'Rossi' }).with(account);
  const heard: InboundEvent[] = [];
  const statuses: ChannelStatus[] = [];
  const asked: { question: AskedQuestion | null } = { question: null };
  const language = vi.fn<ChannelHost['language']>().mockResolvedValue('en');
  const adapter = factory.create(
    makeConnection({
      settings,
      secrets: { token: account.token },
      webhook: webhook ?? null,
      apiRoot: telegram.url,
      host: {
        receive: async (event) => {
          await receive?.(event);
          heard.push(event);
        },
        question: async () => asked.question,
        language,
      },
    }),
  );
  open.push(adapter);
  const connect = () =>
    adapter.connect(
      async () => undefined,
      (status) => statuses.push(status),
    );
  const words = () => heard.map(({ content }) => (content?.kind === 'text' ? content.text : content));
  return {
    account,
    talk,
    adapter,
    connect,
    heard,
    statuses,
    asked,
    language,
    words,
    address: String(talk.say('Hi').chat.id),
  };
}

function message(content: OutboundContent, more: Partial<OutboundMessage> = {}): OutboundMessage {
  return { key: 'c1:2', conversationId: 'c1', seq: 2, content, sender: { kind: 'bot' }, ...more };
}
const hello = message({ kind: 'text', text: 'Hello **you**' });
const day = message({ kind: 'choices', text: 'Which day?', options: [{ id: 'mon', label: 'Monday' }] });

describe('a token', () => {
  const check = (token: string) =>
    factory.check?.(makeConnection({ way: 'bot', secrets: { token }, apiRoot: telegram.url }));

  test('of a bot says whose it is', async () => {
    const { me, token } = telegram.bot({ username: 'salon_verde_bot' });
    expect(await check(token)).toEqual({
      ok: true,
      account: { id: String(me.id), name: '@salon_verde_bot', url: 'https://t.me/salon_verde_bot' },
    });
  });

  test.each([
    ['that is none', 'hello', /not a bot token/],
    ['that nobody knows', `1:${'x'.repeat(35)}`, /does not know this token/],
  ])('%s is refused', async (_title, token, problem) => {
    expect(await check(token)).toMatchObject({ ok: false, problem: expect.stringMatching(problem) });
  });

  test('that can’t be checked now', async () => {
    telegram.fail({ kind: 'gateway', status: 502 });
    expect(await check(telegram.bot().token)).toEqual({ ok: false, problem: 'Telegram can’t be reached.' });
  });
});

describe('polling', () => {
  test('what people say is heard in order, once, and confirmed', async () => {
    const { account, talk, connect, words, statuses } = setup();
    await connect();
    talk.say('One');
    talk.say('Two');
    await telegram.until('all is confirmed', () => account.updates.pending === 0);
    expect(words()).toEqual(['Hi', 'One', 'Two']);
    expect(statuses.at(-1)).toEqual({ state: 'connected', error: null });
  });

  test('what could not be stored comes again, and other chats do not wait for it', async () => {
    const refused = vi.fn();
    const { account, talk, connect, heard } = setup({
      receive: async ({ content }) => {
        if (content?.kind !== 'text' || content.text !== 'Hi' || refused.mock.calls.length >= 2) return;
        refused();
        throw new Error('The database is away');
      },
    });
    const other = telegram.person({ firstName: 'Leo' }).with(account);
    other.say('From Leo');
    talk.say('After');
    await connect();
    await telegram.until('all is confirmed', () => account.updates.pending === 0);
    expect(refused).toHaveBeenCalledTimes(2);
    const keys = heard.map(({ key }) => key);
    const once = [...new Map(heard.map((event) => [event.key, event])).values()];
    expect(once.map(({ name }) => name)).toEqual(['Leo', 'Anna Rossi', 'Anna Rossi']);
    // A repeat carries the same key: whoever stores it sees that it is one.
    expect(keys.length).toBeGreaterThanOrEqual(once.length);
  });

  test.each([
    ['429', { kind: 'flood', retryAfter: 0 }],
    ['an error', { kind: 'error', code: 500 }],
    ['a gateway', { kind: 'gateway', status: 502 }],
    ['a broken connection', { kind: 'reset', done: true }],
    ['a slow answer', { kind: 'slow', ms: 200 }],
  ] as const)('goes on after %s', async (_title, fault) => {
    const { account, connect, words } = setup();
    telegram.fail({ ...fault, method: 'getUpdates' });
    telegram.fail({ ...fault, method: 'deleteWebhook' });
    await connect();
    await telegram.until('all is confirmed', () => account.updates.pending === 0);
    expect(new Set(words())).toEqual(new Set(['Hi']));
  });

  test('a webhook from before is taken away', async () => {
    const { account, connect, words } = setup();
    account.updates.setWebhook(
      { url: 'http://127.0.0.1:9/x', secret: undefined, onAnswer: async () => undefined },
      false,
      [],
    );
    await connect();
    await telegram.until('all is confirmed', () => account.updates.pending === 0 && words().length > 0);
    expect(words()).toEqual(['Hi']);
  });

  test('a token that was revoked ends it, and says so', async () => {
    const { account, connect, statuses } = setup();
    telegram.revoke(account);
    await connect();
    await vi.waitFor(() => expect(statuses.at(-1)?.state).toBe('disconnected'));
    expect(statuses.at(-1)?.error).toMatch(/does not know this token any more/);
  });

  test('a second program with the token is named', async () => {
    const { account, connect, statuses } = setup();
    await connect();
    await telegram.until('it polls', () => account.updates.polled);
    await account.updates.poll({});
    await vi.waitFor(() => expect(statuses.map(({ error }) => error).join()).toMatch(/Another program/));
    await telegram.until('it polls again', () => account.updates.polled);
  });
});

describe('a webhook', () => {
  const webhook = { url: 'http://127.0.0.1:9/telegram/ch1', secret: 'right_secret' };

  test('is set with its secret, and the messages are what it brings', async () => {
    const { connect, adapter, statuses, words } = setup({ webhook });
    await connect();
    await vi.waitFor(() => expect(statuses.at(-1)).toEqual({ state: 'connected', error: null }));
    expect(telegram.callsOf('setWebhook').at(-1)?.parameters).toMatchObject({
      url: webhook.url,
      secret_token: webhook.secret,
    });
    await adapter.receive?.({
      update_id: 1,
      message: {
        message_id: 1,
        chat: { id: 1, type: 'private' },
        from: { id: 1, is_bot: false, first_name: 'A' },
        text: 'Yo',
      },
    });
    expect(words()).toEqual(['Yo']);
  });

  test.each([
    ['none', {}, false],
    ['a wrong one', { 'x-telegram-bot-api-secret-token': 'wrong_secret' }, false],
    ['a part of it', { 'x-telegram-bot-api-secret-token': 'right' }, false],
    ['an empty one', { 'x-telegram-bot-api-secret-token': '' }, false],
    ['two', { 'x-telegram-bot-api-secret-token': ['right_secret', 'right_secret'] }, false],
    ['the right one', { 'x-telegram-bot-api-secret-token': 'right_secret' }, true],
  ])('with %s', (_title, headers, expected) => {
    expect(setup({ webhook }).adapter.isAuthentic?.(headers)).toBe(expected);
    expect(setup().adapter.isAuthentic?.(headers), 'where no webhook is set').toBe(false);
    expect(setup({ webhook: { ...webhook, secret: '' } }).adapter.isAuthentic?.(headers)).toBe(false);
  });

  test('is taken back', async () => {
    const { connect, adapter, account } = setup({ webhook });
    await connect();
    await telegram.until('it is set', () => account.updates.info().url !== '');
    await adapter.disconnect?.();
    expect(account.updates.info().url).toBe('');
  });
});

describe('sending', () => {
  test('a message, with its formatting', async () => {
    const { adapter, talk, address } = setup();
    const sent = await adapter.send(address, hello);
    const [, shown] = talk.messages;
    expect(sent).toEqual({ status: 'sent', providerId: String(shown?.message_id) });
    expect(shown).toMatchObject({ text: 'Hello you', entities: [{ type: 'bold', offset: 6, length: 3 }] });
  });

  test('a place on the map, with its name where it has one', async () => {
    const { adapter, talk, address } = setup();
    const at = { latitude: 48.2, longitude: 16.37 };
    const sent = await adapter.send(address, message({ kind: 'location', ...at }));
    expect(sent).toEqual({ status: 'sent', providerId: String(talk.messages.at(-1)?.message_id) });
    expect(talk.messages.at(-1)?.location).toEqual(at);
    await adapter.send(address, message({ kind: 'location', ...at, name: 'Salon', address: 'Main St 1' }));
    expect(talk.messages.at(-1)).toMatchObject({ location: at, venue: { title: 'Salon', address: 'Main St 1' } });
  });

  test('a long one in parts, and a second try goes on where the first stopped', async () => {
    const { adapter, talk, address } = setup();
    const long = { kind: 'text', text: `${'a'.repeat(4000)}\n\n${'b'.repeat(4000)}\n\nc` } as const;
    await adapter.send(address, { ...message(long), partsSent: 1 });
    expect(talk.texts.map((text) => text[0])).toEqual(['b']);
    const other = setup();
    const first = other.adapter.send(other.address, message(long));
    await telegram.until('one part', () => {
      if (other.talk.texts.length !== 1) return false;
      telegram.fail({ kind: 'flood', retryAfter: 3, method: 'sendMessage' });
      return true;
    });
    expect(await first).toMatchObject({ status: 'retry', retryAfterMs: 3000, partsSent: 1 });
    await other.adapter.send(other.address, message(long, { partsSent: 1 }));
    expect(other.talk.texts.map((text) => text[0])).toEqual(['a', 'b']);
  });

  test('over a connection of its own, however long the bot was silent', async () => {
    const { adapter, address, talk } = setup();
    await adapter.send(address, hello);
    await vi.waitFor(() => expect(telegram.connections()).toBe(0), 8_000);
    expect(await adapter.send(address, hello)).toMatchObject({ status: 'sent' });
    expect(talk.texts).toHaveLength(2);
  });

  test('without previews where they are switched off', async () => {
    const { adapter, address } = setup({ settings: { linkPreviews: false } });
    await adapter.send(address, hello);
    expect(telegram.callsOf('sendMessage').at(-1)?.parameters).toMatchObject({
      link_preview_options: { is_disabled: true },
    });
  });

  test.each([
    ['429', { kind: 'flood', retryAfter: 7 }, { status: 'retry', retryAfterMs: 7000 }],
    ['an error of the server', { kind: 'error', code: 500 }, { status: 'retry', retryAfterMs: null }],
    ['a refusal', { kind: 'error', code: 400, description: 'Bad Request: odd' }, { status: 'failed' }],
  ] as const)('%s was clearly not sent', async (_title, fault, expected) => {
    const { adapter, address, talk } = setup();
    telegram.fail({ ...fault, method: 'sendMessage' });
    expect(await adapter.send(address, hello)).toMatchObject(expected);
    expect(talk.texts).toEqual([]);
  });

  test.each([
    ['a gateway', { kind: 'gateway', status: 502 }],
    ['a connection that broke', { kind: 'reset', done: true }],
    ['a connection that broke before', { kind: 'reset', done: false }],
  ] as const)('%s leaves open whether it arrived', async (_title, fault) => {
    const { adapter, address } = setup();
    telegram.fail({ ...fault, method: 'sendMessage' });
    await expect(adapter.send(address, hello)).rejects.toThrow();
  });

  test('nobody there: clearly not sent', async () => {
    const away = factory.create(
      makeConnection({ secrets: { token: `1:${'x'.repeat(35)}` }, apiRoot: 'http://127.0.0.1:9' }),
    );
    expect(await away.send('1', hello)).toMatchObject({ status: 'retry', retryAfterMs: null });
  });

  test('to who has blocked the bot, to who never wrote, with a revoked token: the reason is said', async () => {
    const { adapter, address, talk, account } = setup();
    talk.block();
    expect(await adapter.send(address, hello)).toEqual({
      status: 'failed',
      reason: 'The customer has blocked the bot',
    });
    expect(await adapter.send('1', hello)).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/not written/),
    });
    telegram.revoke(account);
    expect(await adapter.send(address, hello)).toMatchObject({
      reason: expect.stringMatching(/does not know this token/),
    });
  });

  test('without a token, nothing', async () => {
    const none = factory.create(makeConnection());
    expect(await none.send('1', hello)).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/not connected/),
    });
  });

  test('typing', async () => {
    const { adapter, address } = setup();
    await adapter.typing(address, true);
    await adapter.typing(address, false);
    expect(telegram.actions.filter(({ chatId }) => String(chatId) === address)).toHaveLength(1);
  });
});

describe('a tap', () => {
  /** Somebody who was asked for a day, on a bot that listens. */
  async function ask(wish: Wish = {}) {
    const all = setup(wish);
    await all.connect();
    await telegram.until('the greeting is confirmed', () => all.account.updates.pending === 0);
    const sent = await all.adapter.send(all.address, day);
    const providerId = sent.status === 'sent' ? sent.providerId : null;
    all.asked.question = { providerId, answered: false, answer: null, tappedOther: false };
    return { ...all, choices: () => all.heard.flatMap(({ content }) => (content?.kind === 'choice' ? [content] : [])) };
  }
  const shownAnswer = (queryId: string) => telegram.tapAnswers.find((each) => each.queryId === queryId);

  test('is stored, then shown in the message, whose buttons go', async () => {
    const { talk, choices } = await ask();
    const query = talk.tap('Monday');
    await telegram.until('the choice is shown', () => talk.texts.includes('Which day?\n\n✓ Monday'));
    expect(choices()).toEqual([{ kind: 'choice', optionId: 'mon', label: 'Monday' }]);
    expect(talk.buttons()).toEqual([]);
    expect(shownAnswer(query)?.text).toBe('');
  });

  test('on a question that is closed is told so, and not heard', async () => {
    const { talk, choices, asked } = await ask();
    asked.question = { providerId: 'another', answered: false, answer: null, tappedOther: true };
    const query = talk.tap('Monday');
    await telegram.until('the buttons go', () => talk.buttons().length === 0);
    expect(shownAnswer(query)?.text).toBe('This question is closed.');
    expect(choices()).toEqual([]);
    expect(talk.texts).toEqual(['Which day?']);
  });

  test('on a question that is closed is told so in the language of the flow', async () => {
    const { talk, asked, language, address } = await ask();
    language.mockResolvedValue('de');
    asked.question = null;
    const query = talk.tap('Monday');
    await telegram.until('the tap is answered', () => shownAnswer(query));
    expect(shownAnswer(query)?.text).toBe('Diese Frage ist abgeschlossen.');
    expect(language).toHaveBeenCalledWith(address);
  });

  test('that comes again shows what was chosen then', async () => {
    const { talk, choices, asked } = await ask();
    asked.question = {
      providerId: asked.question?.providerId ?? null,
      answered: true,
      answer: 'Monday',
      tappedOther: false,
    };
    const query = talk.tap('Monday');
    await telegram.until('the choice is shown', () => talk.texts.includes('Which day?\n\n✓ Monday'));
    expect(choices()).toEqual([]);
    expect(shownAnswer(query)?.text).toBe('');
  });

  test('quicker than the note that the question was sent counts', async () => {
    const { talk, choices, asked } = await ask();
    asked.question = { providerId: null, answered: false, answer: null, tappedOther: false };
    talk.tap('Monday');
    await telegram.until('the choice is shown', () => talk.buttons().length === 0);
    expect(choices()).toHaveLength(1);
  });

  test('that can’t be stored is not shown as chosen', async () => {
    let away = true;
    const all = await ask({
      receive: async ({ content }) => {
        if (content?.kind === 'choice' && away) throw new Error('The database is away');
      },
    });
    all.talk.tap('Monday');
    await vi.waitFor(() => expect(all.statuses.at(-1)?.error).toBe('The database is away'));
    expect(all.talk.buttons()).toEqual(['Monday']);
    away = false;
    await telegram.until('it came again', () => all.talk.buttons().length === 0);
  });

  test('an answer in words takes the buttons away', async () => {
    const { talk } = await ask();
    talk.say('on Monday please');
    await telegram.until('the buttons go', () => talk.buttons().length === 0);
    expect(talk.texts).toEqual(['Which day?']);
  });

  test.each([
    ['429', { kind: 'flood', retryAfter: 0 }],
    ['an error', { kind: 'error', code: 500 }],
    ['a gateway', { kind: 'gateway', status: 502 }],
    ['a broken connection', { kind: 'reset', done: false }],
  ] as const)('is shown in spite of %s', async (_title, fault) => {
    const { talk, choices } = await ask();
    telegram.fail({ ...fault, method: 'editMessageText' });
    telegram.fail({ ...fault, method: 'answerCallbackQuery' });
    talk.tap('Monday');
    await telegram.until('the choice is shown', () => talk.texts.includes('Which day?\n\n✓ Monday'));
    expect(choices()).toHaveLength(1);
  });
});
