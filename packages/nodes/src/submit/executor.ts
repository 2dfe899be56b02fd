import { defineExecutor } from '@baton/engine';
import { type SubmitData, submitSchema } from './definition.ts';

export const executor = defineExecutor<SubmitData>({
  type: 'submit',
  schema: submitSchema,
  enter: ({ data, fill }) => ({
    effects: [{ type: 'submit', title: fill(data.title).trim(), review: data.review }],
    next: { do: 'continue' },
  }),
});
