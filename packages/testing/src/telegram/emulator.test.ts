import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { Bot, GrammyError, HttpError, InlineKeyboard, InputFile, webhookCallback } from 'grammy';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { startTelegramEmulator } from './start-telegram-emulator.ts';

const telegram = await startTelegramEmulator();
const atEnd: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of atEnd.splice(0).toReversed()) await end();
});
afterAll(telegram.stop);

/** A bot, its library, and a person who has written to it. */
function setup() {
  const account = telegram.bot();
  const bot = new Bot(account.token, { client: { apiRoot: telegram.url } });
  const anna = telegram.person();
  const talk = anna.with(account);
  talk.say('Hi');
  return { account, bot, api: bot.api, anna, talk, chat: anna.user.id };
}

async function refusal(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof GrammyError) return `${error.error_code} ${error.description}`;
  throw new Error(`Not refused by Telegram: ${error}`);
}

/** Somebody's web server, which answers webhooks with the statuses given, then with 200. */
async function webServer(answers: { status: number; headers?: Record<string, string>; body?: string }[] = []) {
  const heard: { headers: IncomingHttpHeaders; body: unknown }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    heard.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
    const { status, headers = {}, body = '' } = answers.shift() ?? { status: 200 };
    response.writeHead(status, headers).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd.push(async () => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return { url: `http://127.0.0.1:${address.port}/hook`, heard };
}

describe('limits, each at its edge', () => {
  const { api, chat, talk } = setup();
  const label = (data: string) => ({ reply_markup: new InlineKeyboard().text('A', data) });
  const photo = () => new InputFile(Buffer.from('png'), 'a.png');

  test.each([
    ['4096 characters', () => api.sendMessage(chat, 'x'.repeat(4096)), null],
    ['4097', () => api.sendMessage(chat, 'x'.repeat(4097)), '400 Bad Request: message is too long'],
    ['nothing but space', () => api.sendMessage(chat, ' \n'), '400 Bad Request: message text is empty'],
    ['64 bytes of data', () => api.sendMessage(chat, 'x', label('é'.repeat(32))), null],
    ['65', () => api.sendMessage(chat, 'x', label(`${'é'.repeat(32)}x`)), '400 Bad Request: BUTTON_DATA_INVALID'],
    ['a caption of 1024', () => api.sendPhoto(chat, photo(), { caption: 'x'.repeat(1024) }), null],
    [
      '1025',
      () => api.sendPhoto(chat, photo(), { caption: 'x'.repeat(1025) }),
      '400 Bad Request: message caption is too long',
    ],
    [
      'an entity past the end',
      () => api.sendMessage(chat, 'x', { entities: [{ type: 'bold', offset: 0, length: 2 }] }),
      "400 Bad Request: can't parse entities: bold is out of bounds",
    ],
    [
      'an entity that splits an emoji',
      () => api.sendMessage(chat, '🙂', { entities: [{ type: 'bold', offset: 0, length: 1 }] }),
      "400 Bad Request: can't parse entities: bold is out of bounds",
    ],
    [
      'a long answer to a tap',
      () => api.answerCallbackQuery('1', { text: 'x'.repeat(201) }),
      '400 Bad Request: MESSAGE_TOO_LONG',
    ],
    ['an unknown chat', () => api.sendMessage(1, 'x'), '400 Bad Request: chat not found'],
    [
      'somebody who never wrote',
      () => api.sendMessage(telegram.person().user.id, 'x'),
      "403 Forbidden: bot can't initiate conversation with a user",
    ],
    [
      'a secret with a space',
      () => api.setWebhook('http://127.0.0.1:9', { secret_token: 'a b' }),
      '400 Bad Request: secret token contains unallowed characters',
    ],
    [
      'what is not emulated',
      () => api.sendMessage(chat, 'x', { parse_mode: 'HTML' }),
      '501 Not Implemented: the emulator does not know the parameter parse_mode',
    ],
    ['an unknown method', () => api.sendDice(chat, '🎲'), '404 Not Found: method not found'],
  ])('%s', async (_title, call, expected) => {
    if (expected === null) await call();
    else expect(await refusal(call())).toBe(expected);
  });

  test('a token that is not one', async () => {
    expect(await refusal(new Bot('1:x', { client: { apiRoot: telegram.url } }).api.getMe())).toBe('401 Unauthorized');
  });

  test('a deep link carries letters, digits, hyphens and underscores', () => {
    expect(() => talk.start('a b')).toThrow('No deep link');
    expect(talk.start('spring_sale-1').text).toBe('/start spring_sale-1');
  });
});

describe('polling', () => {
  test('a real bot hears what people say, each update once', async () => {
    const { account, bot, talk } = setup();
    bot.on('message:text', (ctx) => ctx.reply(`You said ${ctx.msg.text}`));
    const running = bot.start();
    atEnd.push(async () => {
      await bot.stop();
      await running;
    });
    await telegram.until('the bot polls', () => account.updates.polled);
    talk.say('One');
    talk.say('Two');
    await telegram.until('two answers', () => talk.texts.length === 3);
    expect(talk.texts).toEqual(['You said Hi', 'You said One', 'You said Two']);
  });

  test('an update comes again until a higher offset confirms it', async () => {
    const { api, talk } = setup();
    talk.say('Again');
    const [first, second] = await api.getUpdates();
    expect(await api.getUpdates()).toEqual([first, second]);
    expect(await api.getUpdates({ offset: second?.update_id })).toEqual([second]);
    expect(await api.getUpdates({ offset: (second?.update_id ?? 0) + 1 })).toEqual([]);
    expect(await api.getUpdates()).toEqual([]);
  });

  test('a second poller ends the first', async () => {
    const { account, api } = setup();
    const [last] = await api.getUpdates({ offset: -1 });
    const first = refusal(api.getUpdates({ timeout: 30, offset: (last?.update_id ?? 0) + 1 }));
    await telegram.until('the first polls', () => account.updates.polled);
    await api.getUpdates();
    expect(await first).toMatch(/^409 Conflict: terminated by other getUpdates request/);
  });

  test('not while there is a webhook', async () => {
    const { api } = setup();
    await api.setWebhook('http://127.0.0.1:9/x');
    expect(await refusal(api.getUpdates())).toMatch(
      /^409 Conflict: can't use getUpdates method while webhook is active/,
    );
    await api.deleteWebhook();
    expect(await api.getUpdates()).toHaveLength(1);
  });

  test('what was not asked for is not sent', async () => {
    const { api, talk } = setup();
    await api.getUpdates({ offset: -1, allowed_updates: ['message'] });
    talk.block();
    expect((await api.getUpdates()).flatMap((update) => Object.keys(update))).not.toContain('my_chat_member');
  });
});

describe('webhooks', () => {
  test('a real bot behind a web server, with the secret in every request', async () => {
    const { account, bot, talk } = setup();
    bot.on('message:text', (ctx) => ctx.reply(`Heard ${ctx.msg.text}`));
    await bot.init();
    const handle = webhookCallback(bot, 'http', { secretToken: 'shh_1' });
    const server = createServer((request, response) => void handle(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    atEnd.push(async () => void server.close());
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('No port');
    await bot.api.setWebhook(`http://127.0.0.1:${address.port}`, { secret_token: 'shh_1' });
    talk.say('One');
    await telegram.until('both answers', () => talk.texts.length === 2);
    expect(talk.texts).toEqual(['Heard Hi', 'Heard One']);
    await telegram.until('nothing is left', () => account.updates.pending === 0);
  });

  test('what fails comes again, in the order of the chat; Retry-After is honoured', async () => {
    const { api, talk } = setup();
    const site = await webServer([{ status: 500 }, { status: 503, headers: { 'retry-after': '0' } }]);
    await api.setWebhook(site.url, { secret_token: 'abc' });
    talk.say('Second');
    await telegram.until('four requests', () => site.heard.length === 4);
    expect(site.heard.map(({ body }) => JSON.stringify(body).includes('Second'))).toEqual([false, false, false, true]);
    expect(new Set(site.heard.map(({ headers }) => headers['x-telegram-bot-api-secret-token']))).toEqual(
      new Set(['abc']),
    );
    expect((await api.getWebhookInfo()).last_error_message).toContain('503');
  });

  test('the answer to a webhook may be a call', async () => {
    const { api, talk, chat } = setup();
    const body = JSON.stringify({ method: 'sendMessage', chat_id: chat, text: 'Straight back' });
    const site = await webServer([{ status: 200, body }]);
    await api.setWebhook(site.url);
    await telegram.until('the answer', () => talk.texts.includes('Straight back'));
  });

  test('what a webhook never took is there for polling', async () => {
    const { api } = setup();
    await api.setWebhook('http://127.0.0.1:9/nobody');
    await telegram.until('a failure', () => telegram.callsOf('setWebhook').length > 0);
    await api.deleteWebhook();
    expect(await api.getUpdates()).toHaveLength(1);
  });
});

describe('buttons', () => {
  test('only a button that is there can be tapped, and a tap is answered once', async () => {
    const { api, talk, chat } = setup();
    const sent = await api.sendMessage(chat, 'Day?', { reply_markup: new InlineKeyboard().text('Monday', 'mon') });
    expect(() => talk.tap('Tuesday')).toThrow('sees no button');
    const query = talk.tap('Monday');
    const updates = await api.getUpdates();
    expect(updates.at(-1)?.callback_query).toMatchObject({ id: query, data: 'mon', message: { text: 'Day?' } });
    await api.answerCallbackQuery(query, { text: 'Ok' });
    expect(telegram.tapAnswers.at(-1)).toEqual({ queryId: query, text: 'Ok', alert: false });
    expect(await refusal(api.answerCallbackQuery(query))).toMatch(/^400 Bad Request: query is too old/);
    await api.editMessageText(chat, sent.message_id, 'Day? Monday');
    expect(talk.buttons()).toEqual([]);
    expect(() => talk.tap('Monday')).toThrow('sees no button');
    expect(await refusal(api.editMessageText(chat, sent.message_id, 'Day? Monday'))).toMatch(/message is not modified/);
  });

  test('a bot edits and deletes what is its own', async () => {
    const { api, talk, chat } = setup();
    const { message_id: theirs } = talk.say('Mine');
    expect(await refusal(api.editMessageText(chat, theirs, 'x'))).toBe("400 Bad Request: message can't be edited");
    expect(await refusal(api.editMessageText(chat, 99, 'x'))).toBe('400 Bad Request: message to edit not found');
    const { message_id: own } = await api.sendMessage(chat, 'Own');
    await api.deleteMessage(chat, own);
    expect(talk.texts).toEqual([]);
    expect(await refusal(api.deleteMessage(chat, own))).toBe('400 Bad Request: message to delete not found');
  });
});

describe('people', () => {
  test('who blocks a bot gets nothing from it, and the bot is told', async () => {
    const { api, talk, chat } = setup();
    talk.block();
    expect(await refusal(api.sendMessage(chat, 'x'))).toBe('403 Forbidden: bot was blocked by the user');
    const [update] = (await api.getUpdates()).slice(-1);
    expect(update?.my_chat_member?.new_chat_member.status).toBe('kicked');
    talk.unblock();
    await api.sendMessage(chat, 'Back');
    expect(talk.texts).toEqual(['Back']);
  });

  test('two bots have two chats with the same person', async () => {
    const one = setup();
    const other = telegram.bot();
    one.anna.with(other).say('Hello');
    await one.api.sendMessage(one.chat, 'From the first');
    expect(one.anna.with(other).texts).toEqual([]);
  });

  test('files go both ways', async () => {
    const { api, account, talk, chat } = setup();
    const data = new Uint8Array([1, 2, 3, 250]);
    talk.sendFile({ kind: 'document', name: 'cv.pdf', type: 'application/pdf', data });
    const [update] = (await api.getUpdates()).slice(-1);
    const { file_path } = await api.getFile(update?.message?.document?.file_id ?? '');
    const download = await fetch(`${telegram.url}/file/bot${account.token}/${file_path}`);
    expect(new Uint8Array(await download.arrayBuffer())).toEqual(data);
    const sent = await api.sendDocument(chat, new InputFile(data, 'answer.bin'));
    expect(sent.document.file_name).toBe('answer.bin');
    expect(telegram.callsOf('sendDocument').at(-1)?.files.values().next().value?.data).toEqual(data);
    const big = { kind: 'video', data: new Uint8Array(20 * 1024 * 1024 + 1) } as const;
    expect(await refusal(api.getFile(talk.sendFile(big).video?.file_id ?? ''))).toBe(
      '400 Bad Request: file is too big',
    );
  });
});

describe('groups with topics', () => {
  test('a topic is made, written to, closed and deleted', async () => {
    const { account, api } = setup();
    const group = telegram.group({ forum: true });
    const marco = telegram.person({ firstName: 'Marco' });
    group.join(marco);
    expect(await refusal(api.sendMessage(group.id, 'x'))).toMatch(/^403 Forbidden: bot is not a member/);
    group.promote(account, { topics: false });
    expect(await refusal(api.createForumTopic(group.id, 'x'))).toMatch(/not enough rights to create a topic/);
    group.promote(account);
    expect(await refusal(api.createForumTopic(group.id, 'x'.repeat(129)))).toMatch(/topic name is too long/);
    const { message_thread_id } = await api.createForumTopic(group.id, 'Anna');
    await api.sendMessage(group.id, 'Card', { message_thread_id });
    group.say(marco, 'On it', { topic: message_thread_id });
    const [update] = (await api.getUpdates()).slice(-1);
    expect(update?.message).toMatchObject({ message_thread_id, text: 'On it', from: { first_name: 'Marco' } });
    await api.closeForumTopic(group.id, message_thread_id);
    expect(await refusal(api.closeForumTopic(group.id, message_thread_id))).toMatch(/TOPIC_NOT_MODIFIED/);
    group.deleteTopic(message_thread_id);
    expect(await refusal(api.sendMessage(group.id, 'x', { message_thread_id }))).toBe(
      '400 Bad Request: message thread not found',
    );
  });

  test('a bot that is no administrator hears only what is meant for it', async () => {
    const { account, api } = setup();
    const group = telegram.group();
    const marco = telegram.person();
    group.join(marco);
    group.promote(account);
    const { message_id } = await api.sendMessage(group.id, 'Session 1');
    group.say(marco, 'Heard by an administrator');
    const texts = (await api.getUpdates()).map(({ message }) => message?.text);
    expect(texts).toContain('Heard by an administrator');
    expect(group.say(marco, 'A reply', { replyTo: message_id }).reply_to_message?.text).toBe('Session 1');
  });

  test('a group that became a supergroup says where it is now', async () => {
    const { account, api, anna } = setup();
    const group = telegram.group({ basic: true });
    group.join(anna);
    group.promote(account);
    const next = group.upgrade();
    await expect(api.sendMessage(group.id, 'x')).rejects.toMatchObject({
      parameters: { migrate_to_chat_id: next.id },
    });
    await api.sendMessage(next.id, 'Here');
    expect(next.messages.map(({ text }) => text)).toContain('Here');
  });
});

describe('what goes wrong', () => {
  test('429 says when to come back', async () => {
    const { api, chat, talk } = setup();
    telegram.fail({ kind: 'flood', retryAfter: 7, method: 'sendMessage', chatId: chat });
    await expect(api.sendMessage(chat, 'x')).rejects.toMatchObject({
      error_code: 429,
      parameters: { retry_after: 7 },
    });
    await api.sendMessage(chat, 'Later');
    expect(talk.texts).toEqual(['Later']);
  });

  test.each([
    [{ kind: 'error', code: 500 }, GrammyError, 0],
    [{ kind: 'gateway', status: 502 }, HttpError, 0],
    [{ kind: 'reset', done: false }, HttpError, 0],
    [{ kind: 'reset', done: true }, HttpError, 1],
  ] as const)('%o', async (fault, kind, arrived) => {
    const { api, chat, talk } = setup();
    telegram.fail(fault);
    await expect(api.sendMessage(chat, 'x')).rejects.toThrow(kind);
    expect(talk.texts).toHaveLength(arrived);
  });

  test('a slow answer to what was done at once', async () => {
    const { account, chat, talk } = setup();
    const { api } = new Bot(account.token, { client: { apiRoot: telegram.url, timeoutSeconds: 0.2 } });
    telegram.fail({ kind: 'slow', ms: 60_000 });
    await expect(api.sendMessage(chat, 'x')).rejects.toThrow(HttpError);
    expect(talk.texts).toEqual(['x']);
  });
});
