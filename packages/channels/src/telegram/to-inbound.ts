import { fileWords, type InboundContent } from '@baton/engine';
import { z } from 'zod';
import type { InboundEvent, InboundFile } from '../channel-adapter.ts';

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

/** A file that a customer sent, as the Bot API tells about it. */
export interface HeardFile extends Omit<InboundFile, 'bytes'> {
  /** What `getFile` knows it by. */
  readonly id: string;
  readonly caption: string;
}

/** What an update means here. */
export type Heard =
  /** With a `file`, the event says in words what it is: for where the file itself can't be had. */
  | { readonly kind: 'said'; readonly event: InboundEvent; readonly file?: HeardFile }
  | { readonly kind: 'tapped'; readonly event: InboundEvent; readonly tap: Tap }
  /** A tap on what can't be answered any more; only the app must be told. */
  | { readonly kind: 'lost_tap'; readonly queryId: string }
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
/** What all files have in common: https://core.telegram.org/bots/api#document and its like. */
const fileSchema = z.object({
  file_id: z.string(),
  file_name: z.string().optional(),
  width: z.int().positive().optional(),
  height: z.int().positive().optional(),
  duration: z.number().nonnegative().optional(),
});
const stickerSchema = fileSchema.extend({
  emoji: z.string().optional(),
  /** A drawing of Telegram's own kind, which nothing else shows. */
  is_animated: z.boolean().default(false),
  thumbnail: fileSchema.optional(),
});

const messageSchema = z.object({
  message_id: z.int(),
  chat,
  from: person.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  /** The same picture in several sizes. */
  photo: z.array(fileSchema).optional(),
  video: fileSchema.optional(),
  animation: fileSchema.optional(),
  video_note: fileSchema.optional(),
  audio: fileSchema.optional(),
  voice: fileSchema.optional(),
  document: fileSchema.optional(),
  sticker: stickerSchema.optional(),
  location: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
  venue: z.object({ title: z.string(), address: z.string() }).optional(),
  contact: z
    .object({
      phone_number: z.string(),
      first_name: z.string(),
      last_name: z.string().optional(),
      user_id: z.int().optional(),
    })
    .optional(),
  dice: z.object({ emoji: z.string(), value: z.int() }).optional(),
  poll: z.object({ question: z.string() }).optional(),
});
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
});

/** Reads one update of a bot; throws a ZodError for what is none. Only people in private chats are customers. */
export function toInbound(payload: unknown, botId: string): Heard {
  const { update_id, message, edited_message, callback_query } = updateSchema.parse(payload);
  // Another bot's updates have numbers of their own, should the channel ever change its bot.
  const key = `${botId}:${update_id}`;
  if (message) return heardMessage(key, botId, message);
  if (edited_message) return heardEdit(key, botId, edited_message);
  if (callback_query) return heardTap(key, callback_query);
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
  const content = contentOf(message);
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
  if (data === undefined || message?.chat.type !== 'private') return { kind: 'lost_tap', queryId: id };
  const address = String(message.chat.id);
  const buttons = message.reply_markup?.inline_keyboard.flat() ?? [];
  const label = buttons.find((button) => button.callback_data === data)?.text;
  // The message is too old for Telegram to show it, and with it what the button said.
  if (label === undefined) return { kind: 'lost_tap', queryId: id };
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

/** What was said: a place and a card as they are, everything else as words. Null for what nobody said. */
function contentOf(message: TelegramMessage): InboundContent | null {
  const { location, venue, contact } = message;
  if (location) {
    // A venue comes with its location too.
    const { title, address } = venue ?? {};
    return {
      kind: 'location',
      ...location,
      ...(title !== undefined && { name: title.slice(0, 200) }),
      ...(address !== undefined && { address: address.slice(0, 500) }),
    };
  }
  if (contact) return cardOf(contact, message.from?.id);
  const text = wordsOf(message);
  return text === null ? null : { kind: 'text', text };
}

/** What was sent as words: anything that is not text still says what it was. */
function wordsOf(message: TelegramMessage): string | null {
  if (message.text !== undefined) return message.text;
  const { caption = '' } = message;
  const thing = thingOf(message);
  if (thing === null) return caption === '' ? null : caption;
  return caption === '' ? thing : `${thing}\n${caption}`;
}

function thingOf(message: TelegramMessage): string | null {
  const { document, sticker, voice, dice, poll } = message;
  if (message.photo) return '📷 Photo';
  if (message.video) return '🎬 Video';
  if (message.video_note) return '🎬 Video message';
  // A moving picture comes as a document too.
  if (message.animation) return '🎞 Animation';
  if (voice) return fileWords({ media: 'voice', name: '', duration: voice.duration });
  if (message.audio) return '🎵 Audio';
  if (document) return `📎 ${document.file_name ?? 'File'}`;
  if (sticker) return `${sticker.emoji ?? '🙂'} Sticker`;
  if (dice) return `${dice.emoji} ${dice.value}`;
  return poll ? `📊 ${poll.question}` : null;
}

/** The file of a message, where it has one: the largest of a photo's sizes, what stands for an animated sticker. */
function fileOf(message: TelegramMessage): HeardFile | null {
  const { photo, video, animation, video_note, audio, voice, document, sticker, caption = '' } = message;
  if (sticker) return stickerOf(sticker);
  const found = photo?.at(-1) ?? video ?? animation ?? video_note ?? audio ?? voice ?? document;
  if (!found) return null;
  return { ...described(found), name: found.file_name ?? null, caption, ...(voice && { media: 'voice' as const }) };
}

function stickerOf(sticker: z.infer<typeof stickerSchema>): HeardFile | null {
  const shown = sticker.is_animated ? sticker.thumbnail : sticker;
  if (!shown) return null;
  return { ...described(shown), name: `${sticker.emoji ?? ''} Sticker`, media: 'sticker', caption: '' };
}

function described({ file_id, width, height, duration }: z.infer<typeof fileSchema>) {
  return {
    id: file_id,
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...(duration !== undefined && { duration }),
  };
}

function cardOf(
  { phone_number, first_name, last_name, user_id }: NonNullable<TelegramMessage['contact']>,
  senderId: number | undefined,
): InboundContent {
  const number = /^\d/.test(phone_number) ? `+${phone_number}` : phone_number;
  const name = [first_name, last_name].filter(Boolean).join(' ').slice(0, 200);
  // Who shares their own contact answers with their number: it passes as one where the flow asks for it.
  return { kind: 'contact', name, phones: [number.slice(0, 50)], emails: [], own: user_id === senderId };
}
