import { defineNode, nextExit } from '@baton/engine';
import { z } from 'zod';
import { templateText } from '../template-text.ts';

export const submitReviews = ['default', 'review', 'done'] as const;

export const submitSchema = z.object({
  /** What staff read in their list. */
  title: templateText,
  /** Whether staff decide on it; `default` leaves that to Configure. */
  review: z.enum(submitReviews).default('default'),
});
export type SubmitData = z.infer<typeof submitSchema>;

const reviewLines: Readonly<Record<SubmitData['review'], string>> = {
  default: 'Review as set in Configure',
  review: 'Needs review',
  done: 'Done without review',
};

export const definition = defineNode<SubmitData>({
  type: 'submit',
  group: 'do',
  title: 'Submit',
  description: 'Hands the answers in, for review or as done',
  icon: 'IconSend',
  schema: submitSchema,
  initial: () => ({ title: '', review: 'default' }),
  exits: () => [nextExit],
  answer: () => null,
  templates: (data) => [data.title],
  mapTemplates: (data, map) => ({ ...data, title: map(data.title) }),
  preview: (data) => [data.title, reviewLines[data.review]],
  problems: (data) =>
    data.title.trim() === ''
      ? [{ severity: 'error', message: 'Give the submission a title that staff will recognise.', path: 'title' }]
      : [],
});
