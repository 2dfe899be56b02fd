import { defineNode, nextExit } from '@baton/engine';
import { z } from 'zod';
import { templateText } from '../template-text.ts';

export const ratingSchema = z.object({
  text: templateText,
  /** Said when the answer is no rating; blank says it in our words. */
  errorText: templateText.default(''),
});
export type RatingData = z.infer<typeof ratingSchema>;

/** What is offered: one to five stars. The id is the rating, and the answer. */
export const ratingOptions = [1, 2, 3, 4, 5].map((stars) => ({
  id: String(stars),
  label: `${'★'.repeat(stars)} ${stars}`,
}));

export const definition = defineNode<RatingData>({
  type: 'rating',
  group: 'ask',
  title: 'Star rating',
  description: 'Asks for one to five stars',
  icon: 'IconStar',
  schema: ratingSchema,
  waits: true,
  initial: () => ({ text: 'How would you rate this, from 1 to 5 stars?', errorText: '' }),
  exits: () => [nextExit],
  answer: () => ({ kind: 'value' }),
  templates: (data) => [data.text, data.errorText],
  mapTemplates: (data, map) => ({ ...data, text: map(data.text), errorText: map(data.errorText) }),
  preview: (data) => [data.text],
  optionLabels: () => ratingOptions.map((option) => option.label),
  problems: (data) =>
    data.text.trim() === '' ? [{ severity: 'error', message: 'Write the question.', path: 'text' }] : [],
});
