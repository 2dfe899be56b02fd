import { defineExecutor } from '@baton/engine';
import { type SetValueData, setValueSchema } from './definition.ts';

/** As long as what a customer can write: a value that refers to itself can't grow without end. */
const MAX_LENGTH = 4000;

export const executor = defineExecutor<SetValueData>({
  type: 'set-value',
  schema: setValueSchema,
  enter: ({ data, fill }) => ({
    answer: { kind: 'value', value: fill(data.value).slice(0, MAX_LENGTH) },
    next: { do: 'continue' },
  }),
});
