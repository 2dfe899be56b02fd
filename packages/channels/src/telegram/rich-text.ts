import type { MessageEntity } from 'grammy/types';

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
/** A cut at a paragraph, line or word is looked for in this much of a part's end. */
const CUT_WITHIN = 1500;

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

function cutAfter(text: string, from: number, length: number): number {
  if (text.length - from <= length) return text.length;
  const end = from + length;
  // One more, so that a part may end right where the space begins.
  const near = text.slice(Math.max(from + 1, end - CUT_WITHIN), end + 1);
  const start = end + 1 - near.length;
  for (const mark of ['\n\n', '\n', ' ']) {
    const at = near.lastIndexOf(mark);
    if (at > 0) return start + at;
  }
  // Never between the halves of a surrogate pair.
  return /[\uD800-\uDBFF]/.test(text.charAt(end - 1)) && end - 1 > from ? end - 1 : end;
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

function skipSpace(text: string, from: number): number {
  return from + (/^\s*/.exec(text.slice(from))?.[0].length ?? 0);
}
