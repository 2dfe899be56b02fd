import { contactDetails, defineNode, nextExit } from '@baton/engine';
import { z } from 'zod';
import { templateText } from '../template-text.ts';

/** What of the contact an answer can be kept as. */
export const keptDetails = contactDetails;

export const questionSchema = z.object({
  text: templateText,
  /** What counts as an answer. */
  answerType: z.enum(['text', 'email', 'file']).default('text'),
  /** Said when an answer is refused; blank says what is wrong in our words. */
  errorText: templateText.default(''),
  /** What of the contact the answer is kept as besides, where it is no file; null keeps it in this conversation only. */
  keepAs: z.enum(keptDetails).nullable().default(null),
  /** After so many refused answers the run leaves by `failed`; null asks until it is right. */
  attempts: z.int().min(1).max(10).nullable().default(null),
});
export type QuestionData = z.infer<typeof questionSchema>;

export const definition = defineNode<QuestionData>({
  type: 'question',
  group: 'ask',
  title: 'Question',
  description: 'Asks for a text, an e-mail address or a file',
  icon: 'IconMessageQuestion',
  schema: questionSchema,
  waits: true,
  initial: () => ({ text: '', answerType: 'text', errorText: '', keepAs: null, attempts: null }),
  exits: (data) =>
    data.attempts === null
      ? [nextExit]
      : [nextExit, { id: 'failed', label: 'Too many tries', optional: true, unanswered: true }],
  answer: () => ({ kind: 'value' }),
  templates: (data) => [data.text, data.errorText],
  mapTemplates: (data, map) => ({ ...data, text: map(data.text), errorText: map(data.errorText) }),
  preview: (data) => [data.text],
  problems: (data) =>
    data.text.trim() === '' ? [{ severity: 'error', message: 'Write the question.', path: 'text' }] : [],
});
