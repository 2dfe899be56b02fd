import { type BotLanguage, type ChoiceOption, type FormField, fieldQuestion } from '@baton/engine';
import { renderMarkdown } from './render-markdown.ts';

/** What is asked, in WhatsApp's marks, and what may be answered; no options where any words are an answer. */
export interface Question {
  readonly text: string;
  readonly options: readonly ChoiceOption[];
}

/** WhatsApp has no forms here: the first field is asked, and each answer leads to the next. */
export function firstQuestion(title: string, field: FormField, language?: BotLanguage): Question {
  const asked = fieldQuestion(field, language);
  const words = renderMarkdown(asked.text);
  const heading = title.trim();
  return {
    text: heading === '' ? words : `${renderMarkdown(`**${heading}**`)}\n\n${words}`,
    options: asked.kind === 'choices' ? asked.options : [],
  };
}
