import type { FormField, InboundContent, MessageContent } from '@baton/engine';

/** The parts of a message's content by kind. */
export type ContentOf = { [K in MessageContent['kind']]: Extract<MessageContent, { kind: K }> };
export type ChoicesContent = ContentOf['choices'];
export type FileContent = ContentOf['file'];
export type FormContent = ContentOf['form'];
export type FormValues = Extract<InboundContent, { kind: 'form_answer' }>['values'];
export type { FormField, MessageContent };

/** What of a transcript's entry decides which prompt it answers: any entry or unsent message will do. */
export interface PromptEntry {
  author: { kind: 'customer' | 'bot' | 'agent' | 'system' };
  content: MessageContent;
}

/** What became of a question with buttons or of a form. */
export type PromptState =
  | { state: 'open' }
  | { state: 'picked'; optionId: string }
  | { state: 'filled'; values: FormValues }
  /** Answered another way, or overtaken by a later question. */
  | { state: 'closed' };

/**
 * What became of the prompt at `index`: choices close with the customer's next message, a form stays open until
 * it is sent (people ask things while they fill it in), and a newer prompt closes both.
 */
export function promptState(entries: readonly PromptEntry[], index: number): PromptState {
  const prompt = entries[index]?.content;
  for (const { author, content } of entries.slice(index + 1)) {
    if (content.kind === 'choices' || content.kind === 'form') return { state: 'closed' };
    if (author.kind !== 'customer') continue;
    if (prompt?.kind === 'choices') return choiceState(prompt, content);
    if (content.kind === 'form_answer' && prompt?.kind === 'form' && content.formId === prompt.formId) {
      return { state: 'filled', values: content.values };
    }
  }
  return { state: 'open' };
}

function choiceState(prompt: ChoicesContent, answer: MessageContent): PromptState {
  const picked = answer.kind === 'choice' ? prompt.options.find((option) => option.id === answer.optionId) : undefined;
  return picked ? { state: 'picked', optionId: picked.id } : { state: 'closed' };
}

/** The form that a customer's form answer at `index` belongs to: its labels are needed to read the values. */
export function formOfAnswer(entries: readonly PromptEntry[], index: number): FormContent | null {
  const answer = entries[index]?.content;
  if (answer?.kind !== 'form_answer') return null;
  for (const { content } of entries.slice(0, index).reverse()) {
    if (content.kind === 'form' && content.formId === answer.formId) return content;
  }
  return null;
}

/** What an open form that asks again was given before: people mend an answer rather than write it anew. */
export function previousValues(entries: readonly PromptEntry[], index: number): FormValues {
  const form = entries[index]?.content;
  if (form?.kind !== 'form') return {};
  for (const { content } of entries.slice(0, index).reverse()) {
    if (content.kind === 'form_answer' && content.formId === form.formId) return content.values;
  }
  return {};
}
