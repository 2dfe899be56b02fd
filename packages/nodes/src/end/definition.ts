import { defineNode } from '@baton/engine';
import { z } from 'zod';
import { templateText } from '../template-text.ts';

export const endSchema = z.object({
  /** The last words; blank says nothing. */
  text: templateText.default(''),
});
export type EndData = z.infer<typeof endSchema>;

export const definition = defineNode<EndData>({
  type: 'end',
  group: 'do',
  title: 'End',
  description: 'Ends the flow, with or without a last word',
  icon: 'IconFlag',
  schema: endSchema,
  final: true,
  initial: () => ({ text: '' }),
  exits: () => [],
  answer: () => null,
  templates: (data) => [data.text],
  mapTemplates: (data, map) => ({ ...data, text: map(data.text) }),
  preview: (data) => [data.text],
  problems: () => [],
});
