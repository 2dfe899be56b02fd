import type { ReactNode } from 'react';
import { Choices } from './choices.tsx';
import type { ContentOf, FormContent, FormValues, MessageContent, PromptState } from './content.ts';
import { EditedMark } from './edited-mark.tsx';
import { FormCard } from './form-card.tsx';
import { readableValue } from './form-values.ts';
import { Markdown } from './markdown.tsx';
import { useMediaViews } from './media-context.ts';
import { useWords } from './words.ts';

/** What the reader can do with a message, and what the rest of the transcript says about it. */
export interface MessageContext {
  /** What became of this prompt: `promptState(entries, index)`. Open by default. */
  prompt?: PromptState;
  /** The form that a form answer belongs to: `formOfAnswer(entries, index)`. */
  form?: FormContent | null;
  onPick?: ((option: ContentOf['choices']['options'][number]) => void) | undefined;
  onSubmit?: ((values: FormValues) => void) | undefined;
  /** What an open form is filled in with: `previousValues(entries, index)`. */
  initial?: FormValues;
}

type Kind = MessageContent['kind'];
const open: PromptState = { state: 'open' };

const renderers: { [K in Kind]: (content: ContentOf[K], context: MessageContext) => ReactNode } = {
  text: (content) => (
    <>
      <Markdown text={content.text} />
      {content.edited && <EditedMark />}
    </>
  ),
  choices: (content, { prompt = open, onPick }) => (
    <>
      <Markdown text={content.text} />
      <Choices choices={content} prompt={prompt} onPick={onPick} />
    </>
  ),
  form: (content, { prompt = open, onSubmit, initial }) => (
    <FormCard form={content} prompt={prompt} onSubmit={onSubmit} initial={initial} />
  ),
  choice: (content) => <p className="chat-plain">{content.label}</p>,
  file: (content) => <Media content={content} />,
  location: (content) => <Media content={content} />,
  contact: (content) => <Media content={content} />,
  form_answer: (content, { form }) => <FormAnswer values={content.values} form={form ?? null} />,
  // For staff only, between messages: `eventWords`, which visitors need not load.
  event: () => null,
};

/** The content of a message of any kind. Without `onPick` and `onSubmit` it can only be read. */
export function MessageBody({ content, ...context }: MessageContext & { content: MessageContent }) {
  return renderOne(content.kind, content, context);
}

function renderOne<K extends Kind>(kind: K, content: ContentOf[K], context: MessageContext): ReactNode {
  return renderers[kind](content, context);
}

function FormAnswer({ values, form }: { values: FormValues; form: FormContent | null }) {
  const rows = form
    ? form.fields.map((field) => ({ id: field.id, label: field.label, value: readableValue(field, values[field.id]) }))
    : Object.entries(values).map(([id, value]) => ({ id, label: id, value }));
  return (
    <dl className="chat-answers">
      {rows.map(({ id, label, value }) => (
        <div key={id}>
          <dt dir="auto">{label}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What is no text, as far as it can be shown: by its name until the code for it is there. */
function Media({ content }: { content: ContentOf['file' | 'location' | 'contact'] }) {
  const t = useWords();
  const views = useMediaViews();
  if (!views) return <p className="chat-plain">{content.name ?? t('Location')}</p>;
  switch (content.kind) {
    case 'file':
      return <views.file file={content} />;
    case 'location':
      return <views.location location={content} />;
    case 'contact':
      return <views.contact contact={content} />;
  }
}
