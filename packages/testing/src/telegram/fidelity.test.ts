import { fileURLToPath } from 'node:url';
import { Bot, InlineKeyboard, InputFile } from 'grammy';
import { afterAll, describe, expect, test } from 'vitest';
import { readApiDescription } from './api-description.ts';
import { methodNames } from './methods/method-table.ts';
import { startTelegramEmulator } from './start-telegram-emulator.ts';

/** Telegram's description of its API, where the machine has it beside the project; too large to keep in it. */
const path = fileURLToPath(new URL('../../../../../shared/telegram-bot-api.json', import.meta.url));
const description = readApiDescription(path);
const telegram = await startTelegramEmulator();
afterAll(telegram.stop);

if (!description) console.warn(`Not checked against the Bot API's description: there is no ${path}`);

/** grammY's types are of a newer Bot API than the description, and already ask for these. */
const newer = /\.can_send_welcome_messages is not a field/;

describe.skipIf(!description)('what the emulator says fits the description of the Bot API', () => {
  test('every method it has is one of the Bot API', () => {
    for (const name of methodNames) expect(description?.problemsOfAnswer(name, undefined), name).not.toEqual([]);
  });

  test('every call of grammY, every answer and every update', async () => {
    const { account, updates } = await useEverything();
    expect(new Set(telegram.calls.map(({ method }) => method))).toEqual(new Set(methodNames));
    for (const { method, parameters, outcome } of telegram.calls) {
      if (!outcome?.ok) throw new Error(`${method} was refused: ${outcome?.description}`);
      expect(description?.problemsOfCall(method, fromForm(parameters))).toEqual([]);
      expect(known(description?.problemsOfAnswer(method, outcome.result))).toEqual([]);
    }
    const kinds = new Set(updates.flatMap((update) => Object.keys(update)));
    expect(kinds).toEqual(new Set(['update_id', 'message', 'edited_message', 'callback_query', 'my_chat_member']));
    for (const update of updates) expect(known(description?.problemsOfUpdate(update))).toEqual([]);
    expect(account.username).toMatch(/bot$/);
  });

  test('the check itself finds what is wrong', () => {
    expect(description?.problemsOfCall('sendMessage', { chat_id: 1, texxt: 'x' })).toEqual([
      'sendMessage.texxt is not a field of the method',
      'sendMessage.text is missing',
    ]);
    expect(description?.problemsOfAnswer('sendMessage', { message_id: '1' })).not.toEqual([]);
    expect(description?.problemsOfUpdate({ update_id: 1, message: { message_id: 1 } })).not.toEqual([]);
  });
});

function known(problems: readonly string[] = []) {
  return problems.filter((problem) => !newer.test(problem));
}

/** Form fields are all strings: what a parameter is, only its JSON tells. */
function fromForm(parameters: Readonly<Record<string, unknown>>) {
  const isForm = Object.values(parameters).some((value) => typeof value === 'string' && value.includes('attach://'));
  if (!isForm) return parameters;
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, typeof value === 'string' ? parsed(value) : value]),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Calls every method as a real bot would, and lets a person do everything a person can. */
async function useEverything() {
  const account = telegram.bot();
  const { api } = new Bot(account.token, { client: { apiRoot: telegram.url } });
  const anna = telegram.person({ lastName: 'Rossi', username: 'anna', language: 'it' });
  const talk = anna.with(account);
  talk.start('spring_sale');
  talk.sendFile({ kind: 'photo', caption: 'My hair' });
  for (const kind of ['document', 'video', 'audio', 'voice'] as const) talk.sendFile({ kind });
  talk.sendSticker('🙂');
  talk.sendLocation(45.46, 9.19);
  talk.sendPoll('Red or blue?');
  talk.sendContact('Anna', '+390212345');
  const { message_id: said } = talk.say('Helo');
  talk.edit(said, 'Hello');
  const chat = anna.user.id;
  const me = await api.getMe();
  await api.setMyCommands([{ command: 'start', description: 'Begin' }]);
  await api.sendChatAction(chat, 'typing');
  const question = await api.sendMessage(chat, 'Which day? 🗓', {
    entities: [{ type: 'bold', offset: 0, length: 5 }],
    reply_markup: new InlineKeyboard().text('Monday', 'mon').url('Map', 'https://example.com'),
    reply_parameters: { message_id: said },
  });
  const query = talk.tap('Monday');
  await api.answerCallbackQuery(query, { text: 'Noted' });
  await api.editMessageReplyMarkup(chat, question.message_id);
  await api.editMessageText(chat, question.message_id, 'Monday');
  await api.setMessageReaction(chat, said, [{ type: 'emoji', emoji: '👍' }]);
  const photo = await api.sendPhoto(chat, new InputFile(Buffer.from('png'), 'a.png'), { caption: 'Before' });
  await api.editMessageCaption(chat, photo.message_id, { caption: 'After' });
  const document = await api.sendDocument(chat, new InputFile(Buffer.from('pdf'), 'a.pdf'));
  await api.sendVideo(chat, new InputFile(Buffer.from('mp4'), 'a.mp4'));
  await api.sendAudio(chat, new InputFile(Buffer.from('mp3'), 'a.mp3'));
  await api.sendVoice(chat, new InputFile(Buffer.from('ogg'), 'a.ogg'));
  await api.sendAnimation(chat, new InputFile(Buffer.from('mp4'), 'b.mp4'));
  await api.sendSticker(chat, new InputFile(Buffer.from('webp'), 'a.webp'));
  await api.sendLocation(chat, 45.46, 9.19);
  await api.sendVenue(chat, 45.46, 9.19, 'Salon Verde', 'Via Roma 1');
  await api.sendContact(chat, '+390212345', 'Anna');
  const album = await api.sendMediaGroup(chat, [
    { type: 'photo', media: new InputFile(Buffer.from('1'), '1.png'), caption: 'One' },
    { type: 'photo', media: new InputFile(Buffer.from('2'), '2.png') },
  ]);
  await api.getFile(document.document.file_id);
  await api.deleteMessage(chat, album[0]?.message_id ?? 0);
  await api.deleteMessages(chat, [album[1]?.message_id ?? 0]);
  talk.block();
  talk.unblock();

  const group = telegram.group({ forum: true });
  group.promote(account);
  group.join(anna);
  await api.getChat(group.id);
  await api.getChatMember(group.id, anna.user.id);
  await api.getChatAdministrators(group.id);
  const topic = await api.createForumTopic(group.id, 'Anna Rossi');
  const thread = { message_thread_id: topic.message_thread_id };
  const card = await api.sendMessage(group.id, 'Card', {
    ...thread,
    reply_markup: new InlineKeyboard().text('Take', 't'),
  });
  await api.pinChatMessage(group.id, card.message_id);
  const taken = group.say(anna, 'I take it', { topic: topic.message_thread_id, replyTo: card.message_id });
  group.edit(anna, taken.message_id, 'I took it');
  group.sendFile(anna, { kind: 'photo' }, { topic: topic.message_thread_id, replyTo: card.message_id });
  await api.answerCallbackQuery(group.tap(anna, 'Take'));
  await api.copyMessage(group.id, chat, said, thread);
  await api.editForumTopic(group.id, topic.message_thread_id, { name: 'Anna' });
  await api.closeForumTopic(group.id, topic.message_thread_id);
  await api.reopenForumTopic(group.id, topic.message_thread_id);
  await api.deleteForumTopic(group.id, topic.message_thread_id);
  const basic = telegram.group({ basic: true });
  basic.join(anna);
  basic.promote(account);
  basic.upgrade();

  const updates = await api.getUpdates({ limit: 100 });
  await api.getWebhookInfo();
  await api.deleteWebhook({ drop_pending_updates: true });
  await api.setWebhook('http://127.0.0.1:9/telegram', { secret_token: 'secret', allowed_updates: ['message'] });
  return { account: me, updates };
}
