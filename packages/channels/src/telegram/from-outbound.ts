import {
  type ChoiceOption,
  type FileFacts,
  fieldQuestion,
  type MessageKind,
  type OutboundContent,
} from '@baton/engine';
import { numberedOptions } from '../numbered-options.ts';
import { definition } from './definition.ts';
import { renderMarkdown } from './render-markdown.ts';
import { bold, CAPTION_LENGTH, joined, plain, type RichText, splitText } from './rich-text.ts';
import type { TelegramPlace } from './send-place.ts';

/** One message of the Bot API: a text, a file with the text under it, or a place without words. */
export interface TelegramPart extends RichText {
  readonly file?: FileFacts;
  readonly place?: TelegramPlace;
  /** Rows of an inline keyboard, where the part has one. */
  readonly keyboard: readonly (readonly KeyboardButton[])[];
}

interface KeyboardButton {
  readonly text: string;
  readonly callback_data: string;
}

type Renderers = { [Kind in MessageKind]: (content: Extract<OutboundContent, { kind: Kind }>) => TelegramPart[] };

const renderers = {
  text: ({ text }) => partsOf(renderMarkdown(text), []),
  choices: ({ text, options }) => question(renderMarkdown(text), options),
  // Telegram has no forms: the first field is asked, and each answer leads to the next.
  form: ({ title, fields: [field], language }) => {
    if (!field) return [];
    const asked = fieldQuestion(field, language);
    const rich = title.trim() === '' ? plain(asked.text) : joined([bold(title.trim()), plain(`\n\n${asked.text}`)]);
    return question(rich, asked.kind === 'choices' ? asked.options : []);
  },
  file: ({ kind: _, caption = '', ...file }) => {
    const words = partsOf(renderMarkdown(caption), []);
    const [under] = words;
    // What has no room under it comes after it. Stickers take no words at all.
    const fits = under !== undefined && words.length === 1 && under.text.length <= CAPTION_LENGTH;
    if (fits && file.media !== 'sticker') return [{ ...under, file }];
    return [{ ...plain(''), keyboard: [], file }, ...words];
  },
  location: ({ latitude, longitude, name = '', address = '' }) => {
    const place = { ...plain(''), keyboard: [] };
    if (name !== '' && address !== '') {
      return [{ ...place, place: { latitude, longitude, venue: { title: name, address } } }];
    }
    return [{ ...place, place: { latitude, longitude } }, ...partsOf(plain(name + address), [])];
  },
} satisfies Renderers;

/** What to send for a message, in order: a long text comes in several parts, and buttons are under the last. */
export function fromOutbound(content: OutboundContent): TelegramPart[] {
  return render(content.kind, content);
}

function render<Kind extends MessageKind>(
  kind: Kind,
  content: Extract<OutboundContent, { kind: Kind }>,
): TelegramPart[] {
  const renderer: Renderers[Kind] = renderers[kind];
  return renderer(content);
}

function question(rich: RichText, options: readonly ChoiceOption[]): TelegramPart[] {
  if (options.length <= definition.capabilities.buttons) return partsOf(rich, keyboardOf(options));
  return partsOf(joined([rich, plain(`\n\n${numberedOptions(options)}`)]), []);
}

function partsOf(rich: RichText, keyboard: TelegramPart['keyboard']): TelegramPart[] {
  const parts = splitText(rich);
  // Buttons can't hang in the air.
  const filled = parts.length === 0 && keyboard.length > 0 ? [plain('…')] : parts;
  return filled.map((part, index) => ({ ...part, keyboard: index === filled.length - 1 ? keyboard : [] }));
}

/** Short labels share a row; longer ones would be cut on a phone. */
function keyboardOf(options: readonly ChoiceOption[]): TelegramPart['keyboard'] {
  const longest = Math.max(0, ...options.map(({ label }) => label.length));
  const perRow = longest <= 3 ? 5 : longest <= 12 ? 2 : 1;
  const buttons = options.map(({ id, label }) => ({ text: label, callback_data: callbackData(id) }));
  return Array.from({ length: Math.ceil(buttons.length / perRow) }, (_, row) =>
    buttons.slice(row * perRow, (row + 1) * perRow),
  );
}

/** "1-64 bytes": https://core.telegram.org/bots/api#inlinekeyboardbutton. An id cut short is found by its label. */
function callbackData(id: string): string {
  let data = id;
  while (new TextEncoder().encode(data).length > 64) data = Array.from(data).slice(0, -1).join('');
  return data;
}
