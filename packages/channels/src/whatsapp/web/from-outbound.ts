import type { ChoiceOption, FileFacts, MessageKind, OutboundContent, Place } from '@baton/engine';
import { cutText } from '../../cut-text.ts';
import { numberedOptions } from '../../numbered-options.ts';
import { definition } from '../definition.ts';
import { firstQuestion } from '../question.ts';
import { renderMarkdown } from '../render-markdown.ts';

/** One message of WhatsApp Web: a text, a file with the text under it, or a place. */
export type WebPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly file: FileFacts; readonly caption: string }
  | { readonly kind: 'place'; readonly place: Place };

type Renderers = { [Kind in MessageKind]: (content: Extract<OutboundContent, { kind: Kind }>) => WebPart[] };

const renderers = {
  text: ({ text }) => texts(renderMarkdown(text)),
  choices: ({ text, options }) => question(renderMarkdown(text), options),
  form: ({ title, fields: [field], language }) => {
    if (!field) return [];
    const { text, options } = firstQuestion(title, field, language);
    return question(text, options);
  },
  file: ({ kind: _, caption = '', ...file }) => {
    const words = renderMarkdown(caption);
    const fits = words.length <= CAPTION_LENGTH && (file.media === 'image' || file.media === 'video');
    return fits ? [{ kind: 'file', file, caption: words }] : [{ kind: 'file', file, caption: '' }, ...texts(words)];
  },
  location: ({ kind: _, ...place }) => [{ kind: 'place', place }],
} satisfies Renderers;

const CAPTION_LENGTH = 1024;

/** What to send for a message, in order. Buttons and lists "succeed" here and never arrive: choices are numbered. */
export function fromOutbound(content: OutboundContent): WebPart[] {
  return render(content.kind, content);
}

function render<Kind extends MessageKind>(kind: Kind, content: Extract<OutboundContent, { kind: Kind }>): WebPart[] {
  const renderer: Renderers[Kind] = renderers[kind];
  return renderer(content);
}

function question(text: string, options: readonly ChoiceOption[]): WebPart[] {
  return texts(options.length === 0 ? text : `${text}\n\n${numberedOptions(options)}`);
}

function texts(text: string): WebPart[] {
  return cutText(text, definition.capabilities.textLength).map((part) => ({ kind: 'text', text: part }));
}
