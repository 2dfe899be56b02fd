import { defineExecutor } from '@baton/engine';
import { type StartData, startSchema } from './definition.ts';

export const executor = defineExecutor<StartData>({
  type: 'start',
  schema: startSchema,
  enter: () => ({ next: { do: 'continue' } }),
});
