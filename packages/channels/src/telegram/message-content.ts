import { fileWords, type InboundContent } from '@baton/engine';
import { z } from 'zod';
import type { InboundFile } from '../channel-adapter.ts';

/** A file that somebody sent, as the Bot API tells about it. */
export interface HeardFile extends Omit<InboundFile, 'bytes'> {
  /** What `getFile` knows it by. */
  readonly id: string;
  readonly caption: string;
}

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

/** What a message says, whoever says it and wherever: https://core.telegram.org/bots/api#message. */
export const saidSchema = z.object({
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
export type Said = z.infer<typeof saidSchema>;

/** What was said: a place and a card as they are, everything else as words. Null for what nobody said. */
export function contentOf(message: Said, senderId?: number): InboundContent | null {
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
  if (contact) return cardOf(contact, senderId);
  const text = wordsOf(message);
  return text === null ? null : { kind: 'text', text };
}

/** What was sent as words: anything that is not text still says what it was. */
function wordsOf(message: Said): string | null {
  if (message.text !== undefined) return message.text;
  const { caption = '' } = message;
  const thing = thingOf(message);
  if (thing === null) return caption === '' ? null : caption;
  return caption === '' ? thing : `${thing}\n${caption}`;
}

function thingOf(message: Said): string | null {
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
export function fileOf(message: Said): HeardFile | null {
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
  { phone_number, first_name, last_name, user_id }: NonNullable<Said['contact']>,
  senderId: number | undefined,
): InboundContent {
  const number = /^\d/.test(phone_number) ? `+${phone_number}` : phone_number;
  const name = [first_name, last_name].filter(Boolean).join(' ').slice(0, 200);
  // Who shares their own contact answers with their number: it passes as one where the flow asks for it.
  return { kind: 'contact', name, phones: [number.slice(0, 50)], emails: [], own: user_id === senderId };
}
