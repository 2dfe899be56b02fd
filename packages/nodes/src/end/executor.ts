import { defineExecutor } from '@baton/engine';
import { type EndData, endSchema } from './definition.ts';

export const executor = defineExecutor<EndData>({
  type: 'end',
  schema: endSchema,
  enter: ({ data, fill }) => ({ say: [{ kind: 'text', text: fill(data.text) }], next: { do: 'finish' } }),
});
