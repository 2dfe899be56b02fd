import { defineNode, nextExit } from '@baton/engine';
import { z } from 'zod';
import { templateText } from '../template-text.ts';

export const setValueSchema = z.object({ value: templateText });
export type SetValueData = z.infer<typeof setValueSchema>;

export const definition = defineNode<SetValueData>({
  type: 'set-value',
  group: 'do',
  title: 'Set value',
  description: 'Keeps a text under its own id, for later',
  icon: 'IconVariable',
  schema: setValueSchema,
  initial: () => ({ value: '' }),
  exits: () => [nextExit],
  answer: () => ({ kind: 'value' }),
  templates: (data) => [data.value],
  mapTemplates: (data, map) => ({ ...data, value: map(data.value) }),
  preview: (data) => [data.value],
  problems: (data) =>
    data.value.trim() === '' ? [{ severity: 'error', message: 'Write the value to keep.', path: 'value' }] : [],
});
