import { defineNode, nextExit } from '@baton/engine';
import { z } from 'zod';

export const startSchema = z.object({});
export type StartData = z.infer<typeof startSchema>;

export const definition = defineNode<StartData>({
  type: 'start',
  group: 'start',
  title: 'Start',
  description: 'Where every conversation begins',
  icon: 'IconPlayerPlay',
  schema: startSchema,
  entry: true,
  initial: () => ({}),
  exits: () => [nextExit],
  answer: () => null,
  templates: () => [],
  mapTemplates: (data) => data,
  preview: () => [],
  problems: () => [],
});
