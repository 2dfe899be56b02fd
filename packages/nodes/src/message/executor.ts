import { defineExecutor } from '@baton/engine';
import { type MessageData, messageSchema } from './definition.ts';

export const executor = defineExecutor<MessageData>({
  type: 'message',
  schema: messageSchema,
  enter: ({ data, fill }) => ({ say: [{ kind: 'text', text: fill(data.text) }], next: { do: 'continue' } }),
});
