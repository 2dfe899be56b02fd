import type { FileFacts } from '@baton/engine';
import { type Api, InputFile } from 'grammy';
import type { InlineKeyboardMarkup } from 'grammy/types';
import type { OutboundFile } from '../channel-adapter.ts';
import type { RichText } from './rich-text.ts';

type Method = 'photo' | 'animation' | 'video' | 'audio' | 'voice' | 'sticker' | 'document';

/** "The photo must be at most 10 MB in size": https://core.telegram.org/bots/api#sendphoto */
const PHOTO_BYTES = 10_000_000;
/** "The photo's width and height must not exceed 10000 in total. Width and height ratio must be at most 20." */
const PHOTO_SIDES = 10_000;
const PHOTO_RATIO = 20;

const photos = ['image/jpeg', 'image/png', 'image/webp'];
/** https://core.telegram.org/bots/api#sendvoice; other sounds arrive as documents. */
const voices = ['audio/ogg', 'audio/opus', 'audio/mpeg', 'audio/mp4', 'audio/x-m4a'];
/** "Your audio must be in the .MP3 or .M4A format": https://core.telegram.org/bots/api#sendaudio */
const audios = ['audio/mpeg', 'audio/mp4', 'audio/x-m4a'];
/** https://core.telegram.org/bots/api#sendsticker; animated ones are no files that others can show. */
const stickers = ['image/webp', 'video/webm'];

/** How Telegram shows a file best; whatever it would refuse to show goes as a document. */
export function methodFor(file: FileFacts): Method {
  const { media, mime } = file;
  if (media === 'sticker' && stickers.includes(mime)) return 'sticker';
  if (media === 'voice' && voices.includes(mime)) return 'voice';
  if (mime === 'image/gif') return 'animation';
  if (media === 'image' || media === 'sticker') return isPhoto(file) ? 'photo' : 'document';
  if (media === 'audio' || media === 'voice') return audios.includes(mime) ? 'audio' : 'document';
  return media === 'video' && mime === 'video/mp4' ? 'video' : 'document';
}

function isPhoto({ mime, size, width = 1, height = 1 }: FileFacts): boolean {
  const flat = Math.max(width, height) / Math.min(width, height) > PHOTO_RATIO;
  return photos.includes(mime) && size <= PHOTO_BYTES && width + height <= PHOTO_SIDES && !flat;
}

/** It was removed since it was sent on. */
export class FileGone extends Error {}

/** The bytes could not be read on their way: nothing has been sent. */
export class FileUnreadable extends Error {}

/**
 * grammY writes a name into the header of its part as it is: without quotes, one with a space would be cut there, and
 * others would break the request: https://www.rfc-editor.org/rfc/rfc7578#section-4.2.
 */
function quoted(name: string): string {
  return `"${name.replaceAll(/[";\\]/g, '_')}"`;
}

/** Where in a chat a message goes, and what hangs on it. */
export interface Placement {
  readonly message_thread_id?: number;
  readonly reply_parameters?: { readonly message_id: number; readonly allow_sending_without_reply: boolean };
  readonly reply_markup?: InlineKeyboardMarkup;
}

/** Uploads a file with the words under it; answers the message's id. */
export async function sendFile(
  api: Api,
  chatId: string,
  { file, bytes }: OutboundFile,
  words: RichText,
  placement: Placement = {},
): Promise<number> {
  let broken: unknown;
  async function* watched() {
    try {
      yield* bytes();
    } catch (error) {
      broken = error;
      throw error;
    }
  }
  const upload = new InputFile(watched, quoted(file.name));
  const caption = words.text === '' ? {} : { caption: words.text, caption_entities: [...words.entities] };
  try {
    return (await send(api, methodFor(file), chatId, upload, { caption, placement }, file)).message_id;
  } catch (error) {
    throw broken === undefined ? error : new FileUnreadable('The file could not be read', { cause: broken });
  }
}

interface Caption {
  readonly caption?: string;
  readonly caption_entities?: RichText['entities'][number][];
}

function send(
  api: Api,
  method: Method,
  chatId: string,
  upload: InputFile,
  { caption, placement }: { caption: Caption; placement: Placement },
  { width, height, duration }: FileFacts,
) {
  const seconds = duration === undefined ? {} : { duration: Math.round(duration) };
  const shape = width === undefined || height === undefined ? {} : { width, height };
  const around = { ...placement, ...caption };
  switch (method) {
    case 'photo':
      return api.sendPhoto(chatId, upload, around);
    case 'animation':
      return api.sendAnimation(chatId, upload, { ...around, ...shape, ...seconds });
    case 'video':
      return api.sendVideo(chatId, upload, { ...around, ...shape, ...seconds, supports_streaming: true });
    case 'audio':
      return api.sendAudio(chatId, upload, { ...around, ...seconds });
    case 'voice':
      return api.sendVoice(chatId, upload, { ...around, ...seconds });
    case 'sticker':
      return api.sendSticker(chatId, upload, placement);
    case 'document':
      // As what it is sent, it arrives: without this a picture of odd size becomes a photo after all.
      return api.sendDocument(chatId, upload, { ...around, disable_content_type_detection: true });
  }
}
