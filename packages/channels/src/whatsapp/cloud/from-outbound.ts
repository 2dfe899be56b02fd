import {
  type BotLanguage,
  botWords,
  type ChoiceOption,
  type FileFacts,
  type MessageKind,
  type OutboundContent,
  type Place,
  type TemplateUse,
} from '@baton/engine';
import { cutText } from '../../cut-text.ts';
import { numberedOptions } from '../../numbered-options.ts';
import { firstQuestion } from '../question.ts';
import { renderMarkdown } from '../render-markdown.ts';
import { kindFor } from './media-kind.ts';

/** A file with the words under it: to be brought to Meta before it is sent. */
export interface FilePart {
  readonly type: 'file';
  readonly file: FileFacts;
  readonly caption: string;
}

/** One message of the Cloud API, without whom it goes to. */
export type CloudMessage =
  | FilePart
  | { readonly type: 'text'; readonly text: { readonly body: string; readonly preview_url: boolean } }
  | { readonly type: 'interactive'; readonly interactive: Interactive }
  | { readonly type: 'template'; readonly template: FilledTemplate }
  | { readonly type: 'location'; readonly location: Place };

/** https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates */
interface FilledTemplate {
  readonly name: string;
  readonly language: { readonly code: string };
  readonly components: readonly {
    readonly type: 'body';
    readonly parameters: readonly { readonly type: 'text'; readonly text: string; readonly parameter_name?: string }[];
  }[];
}

type Interactive =
  | {
      readonly type: 'button';
      readonly body: { readonly text: string };
      readonly action: {
        readonly buttons: readonly {
          readonly type: 'reply';
          readonly reply: { readonly id: string; readonly title: string };
        }[];
      };
    }
  | {
      readonly type: 'list';
      readonly body: { readonly text: string };
      readonly action: { readonly button: string; readonly sections: readonly { readonly rows: readonly Row[] }[] };
    };

interface Row {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
}

/** https://developers.facebook.com/docs/whatsapp/cloud-api/messages/text-messages */
const TEXT_LENGTH = 4096;
/** https://developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-reply-buttons-messages */
const BUTTONS = { count: 3, title: 20 };
/** https://developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-list-messages */
const LIST = { count: 10, title: 24, description: 72 };
/** A reply-button message takes no longer body; a list would, and is read better when it is short. */
const BODY_LENGTH = 1024;
/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages#media-object */
const CAPTION_LENGTH = 1024;

type Renderers = {
  [Kind in MessageKind]: (content: Extract<OutboundContent, { kind: Kind }>, previews: boolean) => CloudMessage[];
};

const renderers = {
  text: ({ text, template }, previews) => (template ? [filled(template)] : texts(renderMarkdown(text), previews)),
  choices: ({ text, options, language }, previews) => question(renderMarkdown(text), options, previews, language),
  form: ({ title, fields: [field], language }, previews) => {
    if (!field) return [];
    const { text, options } = firstQuestion(title, field, language);
    return question(text, options, previews, language);
  },
  file: ({ kind: _, caption = '', ...file }, previews) => {
    const words = renderMarkdown(caption);
    // What has no room under it comes after it. Sounds and stickers take no words at all.
    const fits = words.length <= CAPTION_LENGTH && !['audio', 'sticker'].includes(kindFor(file));
    const part = (under: string): CloudMessage => ({ type: 'file', file, caption: under });
    return fits ? [part(words)] : [part(''), ...texts(words, previews)];
  },
  // An address is shown under a name only: https://developers.facebook.com/docs/whatsapp/cloud-api/messages/location-messages
  location: ({ latitude, longitude, name, address }) => {
    const named = name ? { name, ...(address && { address }) } : { ...(address && { name: address }) };
    return [{ type: 'location', location: { latitude, longitude, ...named } }];
  },
} satisfies Renderers;

/** What to send for a message, in order: a long text comes in several parts, and buttons are under the last. */
export function fromOutbound(content: OutboundContent, previews: boolean): CloudMessage[] {
  return render(content.kind, content, previews);
}

function render<Kind extends MessageKind>(
  kind: Kind,
  content: Extract<OutboundContent, { kind: Kind }>,
  previews: boolean,
): CloudMessage[] {
  const renderer: Renderers[Kind] = renderers[kind];
  return renderer(content, previews);
}

function question(
  text: string,
  options: readonly ChoiceOption[],
  previews: boolean,
  language: BotLanguage = 'en',
): CloudMessage[] {
  const interactive = options.length === 0 ? null : (buttonsOf(options) ?? listOf(options, botWords[language].choose));
  if (!interactive) {
    const list = options.length === 0 ? '' : `\n\n${numberedOptions(options)}`;
    return texts(`${text}${list}`, previews);
  }
  // Buttons can't hang in the air.
  const parts = text.trim() === '' ? ['…'] : cutText(text, TEXT_LENGTH);
  const asked = cutText(parts.at(-1) ?? '', BODY_LENGTH);
  const before = [...parts.slice(0, -1), ...asked.slice(0, -1)];
  return [
    ...before.map((body) => textMessage(body, previews)),
    { type: 'interactive', interactive: { ...interactive, body: { text: asked.at(-1) ?? '…' } } },
  ];
}

function texts(text: string, previews: boolean): CloudMessage[] {
  return cutText(text, TEXT_LENGTH).map((body) => textMessage(body, previews));
}

/** Blanks that are numbers go by their order; others are named. */
function filled({ name, language, parameters }: TemplateUse): CloudMessage {
  const values = parameters.map((blank) => ({
    type: 'text' as const,
    text: blank.value,
    ...(!/^\d+$/.test(blank.name) && { parameter_name: blank.name }),
  }));
  const components = values.length === 0 ? [] : [{ type: 'body' as const, parameters: values }];
  return { type: 'template', template: { name, language: { code: language }, components } };
}

function textMessage(body: string, previews: boolean): CloudMessage {
  return { type: 'text', text: { body, preview_url: previews } };
}

/** Null where the labels don't fit: a list shows more of them. */
function buttonsOf(options: readonly ChoiceOption[]): Interactive | null {
  if (options.length > BUTTONS.count || options.some(({ label }) => label.length > BUTTONS.title)) return null;
  const buttons = options.map(({ id, label }) => ({ type: 'reply' as const, reply: { id, title: label } }));
  return { type: 'button', body: { text: '' }, action: { buttons } };
}

/** A label that is too long for a row's title is whole below it. Null where it does not fit there either. */
function listOf(options: readonly ChoiceOption[], button: string): Interactive | null {
  if (options.length > LIST.count || options.some(({ label }) => label.length > LIST.description)) return null;
  const rows = options.map(({ id, label }) =>
    label.length <= LIST.title ? { id, title: label } : { id, title: shortened(label), description: label },
  );
  return { type: 'list', body: { text: '' }, action: { button, sections: [{ rows }] } };
}

function shortened(label: string): string {
  let cut = label.slice(0, LIST.title - 1);
  // Never between the halves of a surrogate pair.
  if (/[\uD800-\uDBFF]$/.test(cut)) cut = cut.slice(0, -1);
  return `${cut.trimEnd()}…`;
}
