import { z } from 'zod';
import type { InboundEvent } from '../channel-adapter.ts';
import { contentOf, fileOf, type HeardFile, saidSchema } from './message-content.ts';

/** A tap on a button, with what is needed to answer it. */
export interface Tap {
  readonly queryId: string;
  readonly chatId: string;
  readonly messageId: string;
  readonly label: string;
  /** The message with the button as the customer sees it; null where Telegram no longer shows it. */
  readonly text: string | null;
  readonly entities: readonly z.infer<typeof entitySchema>[];
}

/** What an update means here. */
export type Heard =
  /** With a `file`, the event says in words what it is: for where the file itself can't be had. */
  | { readonly kind: 'said'; readonly event: InboundEvent; readonly file?: HeardFile }
  | { readonly kind: 'tapped'; readonly event: InboundEvent; readonly tap: Tap }
  /** A tap on what can't be answered any more; only the app must be told. */
  | { readonly kind: 'lost_tap'; readonly queryId: string; readonly address: string }
  /** The customer has blocked the bot, or takes it back. */
  | { readonly kind: 'blocked'; readonly address: string; readonly blocked: boolean }
  | { readonly kind: 'nothing' };

/** The updates that are asked for; https://core.telegram.org/bots/api#getupdates. */
export const heardUpdates = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

const person = z.object({ id: z.int(), is_bot: z.boolean(), first_name: z.string(), last_name: z.string().optional() });
const chat = z.object({ id: z.int(), type: z.string() });
const span = { offset: z.int(), length: z.int() };
/** The formatting that we send; what Telegram finds in a text by itself it will find again. */
const entitySchema = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['bold', 'italic', 'strikethrough', 'code', 'pre']), ...span }),
  z.object({ type: z.literal('text_link'), url: z.string(), ...span }),
]);
const messageSchema = saidSchema.extend({ message_id: z.int(), chat, from: person.optional() });
type TelegramMessage = z.infer<typeof messageSchema>;

const buttonSchema = z.object({ text: z.string(), callback_data: z.string().optional() });
const callbackSchema = z.object({
  id: z.string(),
  from: person,
  data: z.string().optional(),
  message: z
    .object({
      message_id: z.int(),
      chat,
      text: z.string().optional(),
      entities: z.array(z.unknown()).default([]),
      reply_markup: z.object({ inline_keyboard: z.array(z.array(buttonSchema)) }).optional(),
    })
    .optional(),
});

const updateSchema = z.object({
  update_id: z.int(),
  message: messageSchema.optional(),
  edited_message: messageSchema.optional(),
  callback_query: callbackSchema.optional(),
  my_chat_member: z.object({ chat, new_chat_member: z.object({ status: z.string() }) }).optional(),
});

/** Reads one update of a bot; throws a ZodError for what is none. Only people in private chats are customers. */
export function toInbound(payload: unknown, botId: string): Heard {
  const { update_id, message, edited_message, callback_query, my_chat_member } = updateSchema.parse(payload);
  // Another bot's updates have numbers of their own, should the channel ever change its bot.
  const key = `${botId}:${update_id}`;
  if (message) return heardMessage(key, botId, message);
  if (edited_message) return heardEdit(key, botId, edited_message);
  if (callback_query) return heardTap(key, callback_query);
  // "For private chats, this update is received only when the bot is blocked or unblocked by the user."
  if (my_chat_member?.chat.type === 'private') {
    const { chat, new_chat_member } = my_chat_member;
    return { kind: 'blocked', address: String(chat.id), blocked: new_chat_member.status === 'kicked' };
  }
  return { kind: 'nothing' };
}

function heardMessage(key: string, botId: string, message: TelegramMessage): Heard {
  const { from, text } = message;
  if (message.chat.type !== 'private' || !from || from.is_bot) return { kind: 'nothing' };
  const clientId = `${botId}:${message.message_id}`;
  const shared = { key, address: String(message.chat.id), name: nameOf(from), clientId };
  const start = text === undefined ? null : /^\/start(?:@\w+)?(?:\s+(\S+))?\s*$/.exec(text);
  if (start) {
    const [, origin] = start;
    return { kind: 'said', event: { ...shared, content: null, ...(origin !== undefined && { origin }) } };
  }
  const content = contentOf(message, from.id);
  if (content === null) return { kind: 'nothing' };
  const file = fileOf(message);
  return { kind: 'said', event: { ...shared, content }, ...(file && { file }) };
}

/** Only what was said can be said otherwise. */
function heardEdit(key: string, botId: string, message: TelegramMessage): Heard {
  const heard = heardMessage(key, botId, message);
  if (heard.kind !== 'said' || heard.event.content === null) return { kind: 'nothing' };
  return { ...heard, event: { ...heard.event, edits: true } };
}

function heardTap(key: string, { id, from, data, message }: z.infer<typeof callbackSchema>): Heard {
  // Whoever writes in private is called like their chat.
  const lost = { kind: 'lost_tap', queryId: id, address: String(from.id) } as const;
  if (data === undefined || message?.chat.type !== 'private') return lost;
  const address = String(message.chat.id);
  const buttons = message.reply_markup?.inline_keyboard.flat() ?? [];
  const label = buttons.find((button) => button.callback_data === data)?.text;
  // The message is too old for Telegram to show it, and with it what the button said.
  if (label === undefined) return lost;
  const { text = null, entities } = message;
  return {
    kind: 'tapped',
    event: { key, address, name: nameOf(from), content: { kind: 'choice', optionId: data, label } },
    tap: {
      queryId: id,
      chatId: address,
      messageId: String(message.message_id),
      label,
      text,
      entities: entities.flatMap((entity) => entitySchema.safeParse(entity).data ?? []),
    },
  };
}

function nameOf({ first_name, last_name }: z.infer<typeof person>): string {
  return [first_name, last_name].filter(Boolean).join(' ').slice(0, 200);
}
