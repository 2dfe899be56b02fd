import type { MessageEntity } from 'grammy/types';
import { cutAfter, skipSpace } from '../cut-text.ts';

/** A text with its formatting beside it: offsets and lengths in UTF-16 units, as JavaScript counts. */
export interface RichText {
  readonly text: string;
  readonly entities: readonly MessageEntity[];
}

/** https://core.telegram.org/bots/api#sendmessage */
const TEXT_LENGTH = 4096;
/** "0-1024 characters after entities parsing": https://core.telegram.org/bots/api#sendphoto */
export const CAPTION_LENGTH = 1024;
/** More formatting than this in one message is dropped by Telegram. */
const ENTITIES = 100;

export function plain(text: string): RichText {
  return { text, entities: [] };
}

export function bold(text: string): RichText {
  return { text, entities: text === '' ? [] : [{ type: 'bold', offset: 0, length: text.length }] };
}

/** Puts texts after each other. */
export function joined(parts: readonly RichText[]): RichText {
  let text = '';
  const entities: MessageEntity[] = [];
  for (const part of parts) {
    const start = text.length;
    text += part.text;
    entities.push(...part.entities.map((entity) => ({ ...entity, offset: entity.offset + start })));
  }
  return { text, entities };
}

/** Splits a text into parts that Telegram takes, where a reader would; none for a text of nothing but space. */
export function splitText(rich: RichText, length = TEXT_LENGTH): RichText[] {
  const parts: RichText[] = [];
  let from = skipSpace(rich.text, 0);
  while (from < rich.text.length) {
    const to = cutAfter(rich.text, from, length);
    parts.push(trimmedPart(rich, from, to));
    from = skipSpace(rich.text, to);
  }
  return parts;
}

function trimmedPart({ text, entities }: RichText, from: number, to: number): RichText {
  const part = text.slice(from, to).trimEnd();
  const end = from + part.length;
  const own = entities.flatMap((entity) => {
    const offset = Math.max(entity.offset, from);
    const length = Math.min(entity.offset + entity.length, end) - offset;
    return length > 0 ? [{ ...entity, offset: offset - from, length }] : [];
  });
  return { text: part, entities: own.slice(0, ENTITIES) };
}
