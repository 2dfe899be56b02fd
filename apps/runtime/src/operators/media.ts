import { CAPTION_LENGTH, methodFor } from '@baton/channels/telegram-staff';
import { type MessageContent, wordsOf } from '@baton/engine';
import type { PostMedia } from '../db/telegram/posts.ts';

/** What of a message is more than words: what Telegram shows as it is. */
export function mediaOf(content: MessageContent): PostMedia | undefined {
  if (content.kind === 'file') {
    const { caption: _, edited: __, ...file } = content;
    return file;
  }
  if (content.kind === 'location') {
    const { latitude, longitude, name, address } = content;
    const named = name !== undefined && address !== undefined && name !== '' && address !== '';
    return { kind: 'location', latitude, longitude, ...(named && { venue: { title: name, address } }) };
  }
  if (content.kind !== 'contact') return undefined;
  const { name, phones } = content;
  const [phone] = phones;
  return phone === undefined || phone === '' ? undefined : { kind: 'contact', name: name === '' ? phone : name, phone };
}

/** Whether words can stand under it: others come with the words before them. */
export function takesWords(media: PostMedia): boolean {
  return media.kind === 'file' && methodFor(media) !== 'sticker';
}

/** What is said beside the media. */
export function wordsBeside(content: MessageContent): string {
  const media = mediaOf(content);
  return content.kind === 'file' && media && takesWords(media) ? (content.caption ?? '') : wordsOf(content);
}

/** Whether a text can stand under a file. */
export function fitsUnder(text: string): boolean {
  return text.length <= CAPTION_LENGTH;
}
