import type { Api } from 'grammy';
import { GrammyError } from 'grammy';
import type { OutboundFile } from '../channel-adapter.ts';
import { createPace } from '../pace.ts';
import { isFinal, notSent, retryDelayMs } from './failures.ts';
import { createFileFetcher, type FileFetcher } from './fetch-file.ts';
import { limits } from './limits.ts';
import type { RichText } from './rich-text.ts';
import { type Placement, sendFile } from './send-file.ts';
import { sendPlace, type TelegramPlace } from './send-place.ts';
import { createTelegramApi, withinPatience } from './telegram-api.ts';

/** A button of a staff message: a tap brings `data` back, at most 64 bytes. */
export interface StaffButton {
  readonly text: string;
  readonly data: string;
}

/** What else than words a message to staff can hold. */
export type StaffMedia =
  | ({ readonly kind: 'file' } & OutboundFile)
  | ({ readonly kind: 'location' } & TelegramPlace)
  | { readonly kind: 'contact'; readonly name: string; readonly phone: string };

/** A message to staff. */
export interface StaffMessage {
  /** Under a file at most 1,024 characters, and none with a place, a contact or a sticker. */
  readonly text: string;
  readonly entities: RichText['entities'];
  /** Rows of buttons. */
  readonly keyboard: readonly (readonly StaffButton[])[];
  readonly media?: StaffMedia;
  /** The topic of the group that it belongs to. */
  readonly threadId?: string;
  /** The message that it answers. */
  readonly replyTo?: string;
}

/** What came of a call. A thrown error means "may or may not have been carried out". */
export type StaffResult =
  | { readonly status: 'done'; readonly id: string | null }
  /** Not carried out; worth another try after `retryAfterMs`. */
  | { readonly status: 'retry'; readonly reason: string; readonly retryAfterMs: number | null }
  /** Not carried out, and another try would not help. */
  | { readonly status: 'failed'; readonly problem: StaffProblem; readonly reason: string; readonly movedTo?: string };

/** What Telegram refuses for a reason that can be acted on. */
export type StaffProblem = 'blocked' | 'no_topic' | 'moved' | 'gone' | 'rights' | 'other';

/** A group as a bot sees it. */
export interface StaffGroup {
  readonly title: string;
  /** Whether it has topics. */
  readonly forum: boolean;
  /** The bot may make topics, close them and write into closed ones. */
  readonly managesTopics: boolean;
  /** The bot hears everything that is written there. */
  readonly isAdmin: boolean;
}

/** A bot as its workspace's staff use it: messages with buttons to people and groups, kept to Telegram's pace. */
export interface StaffBot {
  send(chatId: string, message: StaffMessage): Promise<StaffResult>;
  /** Changes the words and buttons of a message without media. */
  edit(chatId: string, messageId: string, message: StaffMessage): Promise<StaffResult>;
  makeTopic(chatId: string, name: string): Promise<StaffResult>;
  closeTopic(chatId: string, threadId: string, closed: boolean): Promise<StaffResult>;
  /** What the person sees for a moment after a tap; an `alert` waits until it is read. Never rejects. */
  answerTap(queryId: string, text?: string, alert?: boolean): Promise<void>;
  /** Brings a file that staff have sent: see `FileFetcher`. */
  readonly fetchFile: FileFetcher['fetch'];
  /** How the bot stands in a group; null where Telegram does not let it look. Rejects where it is worth another try. */
  group(chatId: string): Promise<StaffGroup | null>;
  close(): void;
}

/** How many messages a group takes: "not be able to send more than 20 messages per minute to the same group". */
const GROUP_MESSAGES = 20;
const MINUTE_MS = 60_000;
/** The words that Telegram has room for in the answer to a tap: https://core.telegram.org/bots/api#answercallbackquery. */
const TAP_ANSWER_LENGTH = 200;
/** https://core.telegram.org/bots/api#createforumtopic */
const TOPIC_NAME_LENGTH = 128;

/** Makes a bot of its token; nothing is called before it is used. */
export function createStaffBot(token: string, apiRoot: string | null): StaffBot {
  const api = createTelegramApi(token, apiRoot);
  const [botId = ''] = token.split(':');
  const closing = new AbortController();
  const pace = createPace(limits, closing.signal);
  const groups = new Map<string, number[]>();

  /** Too soon for this group; null where it may be sent now. */
  function tooSoon(chatId: string): StaffResult | null {
    if (!chatId.startsWith('-')) return null;
    const now = Date.now();
    const sent = (groups.get(chatId) ?? []).filter((at) => at > now - MINUTE_MS);
    groups.set(chatId, sent);
    const [oldest] = sent;
    if (sent.length < GROUP_MESSAGES || oldest === undefined) {
      sent.push(now);
      return null;
    }
    const retryAfterMs = oldest + MINUTE_MS - now;
    return { status: 'retry', reason: 'A group takes 20 messages a minute', retryAfterMs };
  }

  async function call(chatId: string, task: () => Promise<string | null>): Promise<StaffResult> {
    await pace.turn(chatId);
    return attempt(task);
  }

  return {
    send: async (chatId, message) =>
      tooSoon(chatId) ??
      call(chatId, async () => {
        const placement = placementOf(message);
        const { media } = message;
        if (media) return String(await sendMedia(api, chatId, media, message, placement));
        const sent = await api.sendMessage(chatId, message.text, { ...lookOf(message), ...placement });
        return String(sent.message_id);
      }),
    edit: (chatId, messageId, message) =>
      call(chatId, async () => {
        await api.editMessageText(chatId, Number(messageId), message.text, lookOf(message));
        return messageId;
      }),
    makeTopic: (chatId, name) =>
      call(chatId, async () => {
        const topic = await api.createForumTopic(chatId, Array.from(name).slice(0, TOPIC_NAME_LENGTH).join(''));
        return String(topic.message_thread_id);
      }),
    closeTopic: (chatId, threadId, closed) =>
      call(chatId, async () => {
        if (closed) await api.closeForumTopic(chatId, Number(threadId));
        else await api.reopenForumTopic(chatId, Number(threadId));
        return threadId;
      }),
    async answerTap(queryId, text = '', alert = false) {
      const words = text.slice(0, TAP_ANSWER_LENGTH);
      // Only looks: what the tap did is stored, and a query that is too old can't be answered any more.
      await api
        .answerCallbackQuery(queryId, words === '' ? {} : { text: words, show_alert: alert }, withinPatience())
        .catch(() => undefined);
    },
    fetchFile: createFileFetcher({ api, token, apiRoot, signal: closing.signal }).fetch,
    async group(chatId) {
      try {
        return await groupOf(api, chatId, botId);
      } catch (error) {
        if (isFinal(error) || notSent(error).status === 'retry') throw error;
        return null;
      }
    },
    close: () => closing.abort(),
  };
}

function placementOf({ threadId, replyTo, keyboard }: StaffMessage): Placement {
  return {
    ...(threadId !== undefined && { message_thread_id: Number(threadId) }),
    ...(replyTo !== undefined && {
      reply_parameters: { message_id: Number(replyTo), allow_sending_without_reply: true },
    }),
    ...keyboardOf(keyboard),
  };
}

async function sendMedia(
  api: Api,
  chatId: string,
  media: StaffMedia,
  words: RichText,
  placement: Placement,
): Promise<number> {
  if (media.kind === 'file') return sendFile(api, chatId, media, words, placement);
  if (media.kind === 'contact') {
    return (await api.sendContact(chatId, media.phone, media.name, placement)).message_id;
  }
  return sendPlace(api, chatId, media, placement);
}

function keyboardOf(keyboard: StaffMessage['keyboard']): Pick<Placement, 'reply_markup'> {
  if (keyboard.length === 0) return {};
  const rows = keyboard.map((row) => row.map((each) => ({ text: each.text, callback_data: each.data })));
  return { reply_markup: { inline_keyboard: rows } };
}

/** An edit without a keyboard takes the keyboard away. */
function lookOf({ text, entities, keyboard }: StaffMessage) {
  return {
    ...(text !== '' && entities.length > 0 && { entities: [...entities] }),
    ...keyboardOf(keyboard),
    link_preview_options: { is_disabled: true },
  };
}

async function attempt(task: () => Promise<string | null>): Promise<StaffResult> {
  try {
    return { status: 'done', id: await task() };
  } catch (error) {
    // It looks as it should already.
    if (error instanceof GrammyError && /not modified|TOPIC_NOT_MODIFIED/i.test(error.description)) {
      return { status: 'done', id: null };
    }
    const result = notSent(error);
    if (result.status === 'retry') {
      return { ...result, retryAfterMs: result.retryAfterMs ?? retryDelayMs(error, 1) };
    }
    if (!(error instanceof GrammyError)) return { ...result, problem: 'other' };
    const movedTo = error.parameters.migrate_to_chat_id;
    const problem = problemOf(error);
    const reason = reasons[problem] ?? `Telegram refused it: ${error.description}`;
    return { status: 'failed', problem, reason, ...(movedTo !== undefined && { movedTo: String(movedTo) }) };
  }
}

const reasons: Partial<Record<StaffProblem, string>> = {
  blocked: 'They have blocked the bot, or not started it yet',
  rights: 'The bot lacks a right in the group: make it an administrator who may manage topics',
};

/** By the Bot API server's words: it has no other code for them. */
function problemOf({ error_code, description, parameters }: GrammyError): StaffProblem {
  if (parameters.migrate_to_chat_id !== undefined) return 'moved';
  if (/message thread not found|TOPIC_DELETED|TOPIC_ID_INVALID/i.test(description)) return 'no_topic';
  // What the group lets nobody send but words.
  if (/not enough rights to send (?!text)/i.test(description)) return 'other';
  if (/not enough rights|TOPIC_CLOSED|the chat is not a forum|CHAT_ADMIN_REQUIRED/i.test(description)) return 'rights';
  if (/message to edit not found|message can't be edited/i.test(description)) return 'gone';
  if (error_code === 403 || /chat not found/i.test(description)) return 'blocked';
  return 'other';
}

async function groupOf(api: Api, chatId: string, botId: string): Promise<StaffGroup> {
  const chat = await api.getChat(chatId, withinPatience());
  const member = await api.getChatMember(chatId, Number(botId), withinPatience());
  const isAdmin = member.status === 'administrator';
  return {
    title: chat.title ?? 'Group',
    forum: chat.type === 'supergroup' && chat.is_forum === true,
    managesTopics: isAdmin && member.can_manage_topics === true,
    isAdmin,
  };
}
