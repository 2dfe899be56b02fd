import type { BotCommand, Chat, ChatMember, Message, User, UserFromGetMe } from 'grammy/types';
import type { BotUpdates } from './bot-updates.ts';

/** The kinds of chat that bots and people talk in here; channels are not emulated. */
export type TalkChat = Chat.PrivateChat | Chat.GroupChat | Chat.SupergroupChat;

/** A message as it is kept: always with its sender. */
export type StoredMessage = Message & { chat: TalkChat; from: User };

export interface Topic {
  name: string;
  iconColor: number;
  closed: boolean;
}

/** One conversation as Telegram keeps it. A private one belongs to one bot: another bot has its own with that user. */
export interface EmulatedChat {
  chat: TalkChat;
  readonly messages: Map<number, StoredMessage>;
  nextMessageId: number;
  readonly topics: Map<number, Topic>;
  readonly members: Map<number, ChatMember>;
  readonly pinned: Set<number>;
  /** Set once a group has become a supergroup: it can't be used under its old id any more. */
  migratedTo: number | undefined;
}

export interface StoredFile {
  readonly id: string;
  readonly uniqueId: string;
  readonly path: string;
  readonly name: string;
  readonly type: string;
  readonly data: Uint8Array;
}

export interface EmulatedBot {
  readonly token: string;
  readonly me: UserFromGetMe;
  readonly updates: BotUpdates;
  /** By the user's id, from the moment the user wrote to the bot. */
  readonly privateChats: Map<number, EmulatedChat>;
  readonly blockedBy: Set<number>;
  /** Taps that wait for an answer. */
  readonly openQueries: Set<string>;
  commands: readonly BotCommand[];
}

/** What a person's app shows for a moment after a tap. */
export interface TapAnswer {
  readonly queryId: string;
  readonly text: string;
  readonly alert: boolean;
}

/** Everything that Telegram's servers would know. */
export interface World {
  readonly bots: Map<string, EmulatedBot>;
  readonly users: Map<number, User>;
  readonly groups: Map<number, EmulatedChat>;
  readonly files: Map<string, StoredFile>;
  readonly tapAnswers: TapAnswer[];
  /** Chat actions as they were shown, the newest last. */
  readonly actions: { readonly chatId: number; readonly action: string }[];
  /** Seconds since 1970, as in every date of the Bot API. */
  now(): number;
  /** Called after every change, so that whoever waits can look again. */
  changed(): void;
  /** Carries out a method by its name, as it arrives from outside. */
  call(bot: EmulatedBot, method: string, parameters: Readonly<Record<string, unknown>>): Promise<unknown>;
}

export function newChat(chat: TalkChat): EmulatedChat {
  return {
    chat,
    messages: new Map(),
    nextMessageId: 1,
    topics: new Map(),
    members: new Map(),
    pinned: new Set(),
    migratedTo: undefined,
  };
}

/** A bot as others see it: without what only getMe tells. */
export function publicUser({ me }: EmulatedBot): User {
  const { id, is_bot, first_name, username } = me;
  return { id, is_bot, first_name, username };
}

/** Keeps a message under the chat's next number. */
export function keep<Content extends object>(
  world: World,
  place: EmulatedChat,
  from: User,
  content: Content,
): StoredMessage & Content {
  const message = { message_id: place.nextMessageId, date: world.now(), chat: place.chat, from, ...content };
  place.nextMessageId += 1;
  place.messages.set(message.message_id, message);
  world.changed();
  return message;
}
