import type { Message, MessageEntity, Poll, User } from 'grammy/types';
import { animationOf, audioOf, documentOf, photoOf, stickerOf, storeFile, videoOf, voiceOf } from '../files.ts';
import {
  type EmulatedBot,
  type EmulatedChat,
  keep,
  newChat,
  publicUser,
  type StoredMessage,
  type World,
} from '../world.ts';

export interface PersonWish {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly username?: string;
  readonly language?: string;
}

/** Somebody with the app. */
export interface Person {
  readonly user: User;
  /** Opens the private chat with a bot. */
  with(bot: EmulatedBot): PrivateTalk;
}

export interface FileWish {
  readonly kind: 'photo' | 'document' | 'video' | 'animation' | 'audio' | 'voice';
  readonly name?: string;
  readonly type?: string;
  readonly data?: Uint8Array;
  readonly caption?: string;
  readonly seconds?: number;
}

/** A person's private chat with a bot, as their app has it. */
export interface PrivateTalk {
  /** What the person sees, oldest first. */
  readonly messages: readonly StoredMessage[];
  /** The texts of what the person sees from the bot. */
  readonly texts: readonly string[];
  say(text: string, replyTo?: number): StoredMessage;
  /** Opens `https://t.me/<bot>?start=<payload>` and presses Start. */
  start(payload?: string): StoredMessage;
  edit(messageId: number, text: string): StoredMessage;
  /** Changes what stands under a file. */
  editCaption(messageId: number, caption: string): StoredMessage;
  /** Puts another file, with its words, in the place of the one that was sent. */
  editFile(messageId: number, file: FileWish): StoredMessage;
  sendFile(file: FileWish, replyTo?: number): StoredMessage;
  sendPoll(question: string): StoredMessage;
  sendSticker(emoji: string, data?: Uint8Array): StoredMessage;
  /** With a title and an address it is a venue. */
  sendLocation(latitude: number, longitude: number, venue?: { title: string; address: string }): StoredMessage;
  /** Somebody's card; with `own`, the person's own. */
  sendContact(firstName: string, phone: string, own?: boolean): StoredMessage;
  /** The labels of the buttons under a message; of all messages when none is named. */
  buttons(messageId?: number): string[];
  /** Taps the newest button with this label; throws where the person sees none. Answers the query's id. */
  tap(label: string, messageId?: number): string;
  /** Blocks the bot: "Stop and block" in the app. */
  block(): void;
  unblock(): void;
}

export function createPerson(world: World, id: number, wish: PersonWish = {}): Person {
  const { firstName = 'Anna', lastName, username, language } = wish;
  const user: User = {
    id,
    is_bot: false,
    first_name: firstName,
    ...(lastName !== undefined && { last_name: lastName }),
    ...(username !== undefined && { username }),
    ...(language !== undefined && { language_code: language }),
  };
  world.users.set(id, user);
  return { user, with: (bot) => privateTalk(world, user, bot) };
}

function privateTalk(world: World, user: User, bot: EmulatedBot): PrivateTalk {
  /** The chat comes to be when the person first writes: bots can't begin one. */
  function place(): EmulatedChat {
    const { id, first_name, last_name, username } = user;
    const names = { first_name, ...(last_name && { last_name }), ...(username && { username }) };
    const known = bot.privateChats.get(id) ?? newChat({ id, type: 'private', ...names });
    bot.privateChats.set(id, known);
    return known;
  }

  function send(content: Partial<Message>): StoredMessage {
    if (bot.blockedBy.has(user.id)) throw new Error('Who has blocked a bot writes nothing to it');
    const message = keep(world, place(), user, content);
    bot.updates.push('message', { message: { ...structuredClone(message), chat: message.chat } });
    return message;
  }

  function change(messageId: number, content: Partial<Message>): StoredMessage {
    const chat = place();
    const edited = changed(world, chat, user, messageId, content);
    bot.updates.push('edited_message', { edited_message: { ...structuredClone(edited), chat: chat.chat } });
    return edited;
  }

  function setBlocked(blocked: boolean): void {
    const { chat } = place();
    if (blocked) bot.blockedBy.add(user.id);
    else bot.blockedBy.delete(user.id);
    const [before, after] = blocked ? (['member', 'kicked'] as const) : (['kicked', 'member'] as const);
    // "For private chats, this update is received only when the bot is blocked or unblocked by the user":
    // https://core.telegram.org/bots/api#update, my_chat_member.
    bot.updates.push('my_chat_member', {
      my_chat_member: {
        chat,
        from: user,
        date: world.now(),
        old_chat_member: memberOf(bot, before),
        new_chat_member: memberOf(bot, after),
      },
    });
  }

  return {
    get messages() {
      return [...(bot.privateChats.get(user.id)?.messages.values() ?? [])];
    },
    get texts() {
      return this.messages.flatMap(({ from, text, caption }) => (from.is_bot ? [text ?? caption ?? ''] : []));
    },
    say: (text, replyTo) => send({ text, ...entitiesOf(text), ...quoting(place(), replyTo) }),
    start(payload) {
      // "64 characters … A-Z, a-z, 0-9, _ and -": https://core.telegram.org/bots/features#deep-linking.
      if (payload !== undefined && !/^[\w-]{1,64}$/.test(payload)) throw new Error(`No deep link carries “${payload}”`);
      return this.say(payload === undefined ? '/start' : `/start ${payload}`);
    },
    edit: (messageId, text) => change(messageId, { text, ...entitiesOf(text) }),
    editCaption: (messageId, caption) => change(messageId, { caption }),
    editFile: (messageId, file) => change(messageId, fileMessage(world, file)),
    sendFile: (wish, replyTo) => send({ ...fileMessage(world, wish), ...quoting(place(), replyTo) }),
    sendSticker(emoji, data = new Uint8Array([1])) {
      const file = storeFile(world, 'sticker', { name: 'sticker.webp', type: 'image/webp', data });
      return send(stickerOf(file, emoji));
    },
    sendPoll: (question) => send({ poll: pollOf(question) }),
    sendLocation(latitude, longitude, venue) {
      const location = { latitude, longitude };
      return send({ location, ...(venue && { venue: { location, ...venue } }) });
    },
    sendContact: (first_name, phone_number, own = false) =>
      send({ contact: { first_name, phone_number, ...(own && { user_id: user.id }) } }),
    buttons(messageId) {
      return buttonsOf(this.messages, messageId).map(({ text }) => text);
    },
    tap(label, messageId) {
      const button = buttonsOf(this.messages, messageId).findLast(({ text }) => text === label);
      if (!button) throw new Error(`${user.first_name} sees no button “${label}”`);
      return pushTap(world, bot, user, button.message, button.data);
    },
    block: () => setBlocked(true),
    unblock: () => setBlocked(false),
  };
}

/** A native reply: "the Message object in this field will not contain further reply_to_message fields": #message. */
export function quoting({ messages }: EmulatedChat, replyTo: number | undefined): Pick<Message, 'reply_to_message'> {
  const original = replyTo === undefined ? undefined : messages.get(replyTo);
  return original ? { reply_to_message: { ...original, reply_to_message: undefined } } : {};
}

/** Everything that a message is made of; what its author changes takes the place of all of it. */
const parts = ['text', 'entities', 'caption', 'photo', 'video', 'animation', 'audio', 'voice', 'document'] as const;

/** Changes a message of one's own: https://core.telegram.org/bots/api#update, edited_message. */
export function changed(
  world: World,
  { messages }: EmulatedChat,
  user: User,
  messageId: number,
  content: Partial<Message>,
): StoredMessage & { readonly edit_date: number } {
  const message = messages.get(messageId);
  if (message?.from.id !== user.id) throw new Error('Only one’s own message can be edited');
  const kept = { ...message };
  const isFile = content.text === undefined && Object.keys(content).some((key) => key !== 'caption');
  if (isFile) for (const part of parts) delete kept[part];
  const edited = { ...kept, ...content, chat: message.chat, from: message.from, edit_date: world.now() };
  messages.set(messageId, edited);
  return edited;
}

/** What a message with a file holds. */
export function fileMessage(world: World, wish: FileWish): Partial<Message> {
  const { kind, name = kind, type = 'application/octet-stream', data = new Uint8Array([1]), caption, seconds } = wish;
  const content = {
    photo: photoOf,
    document: documentOf,
    video: videoOf,
    animation: animationOf,
    audio: audioOf,
    voice: voiceOf,
  }[kind](storeFile(world, kind, { name, type, data }), seconds);
  return { ...content, ...(caption !== undefined && { caption }) };
}

/** https://core.telegram.org/bots/api#poll */
function pollOf(question: string): Poll {
  return {
    id: `poll-${question}`,
    question,
    options: [],
    total_voter_count: 0,
    is_closed: false,
    is_anonymous: true,
    type: 'regular',
    allows_multiple_answers: false,
    allows_revoting: false,
    members_only: false,
  };
}

/** Sends a tap to the bot: https://core.telegram.org/bots/api#callbackquery. */
export function pushTap(world: World, bot: EmulatedBot, user: User, message: StoredMessage, data: string): string {
  const id = `${user.id}${world.tapAnswers.length}${bot.openQueries.size}${process.hrtime.bigint()}`;
  bot.openQueries.add(id);
  bot.updates.push('callback_query', {
    callback_query: {
      id,
      from: user,
      message: structuredClone(message),
      chat_instance: String(message.chat.id * 7),
      data,
    },
  });
  return id;
}

export function buttonsOf(messages: readonly StoredMessage[], messageId?: number) {
  return messages
    .filter(({ message_id }) => messageId === undefined || message_id === messageId)
    .flatMap((message) =>
      (message.reply_markup?.inline_keyboard.flat() ?? []).flatMap((button) =>
        'callback_data' in button ? [{ text: button.text, data: button.callback_data, message }] : [],
      ),
    );
}

/** Servers find commands in a text by themselves: https://core.telegram.org/bots/api#messageentity. */
export function entitiesOf(text: string): { entities?: MessageEntity[] } {
  const [command] = /^\/\w+(@\w+)?/.exec(text) ?? [];
  return command === undefined ? {} : { entities: [{ type: 'bot_command', offset: 0, length: command.length }] };
}

function memberOf(bot: EmulatedBot, status: 'member' | 'kicked') {
  const user = publicUser(bot);
  return status === 'member' ? { status, user } : { status, user, until_date: 0 };
}
