import { defineExecutor, MAX_CAPTION, type OutboundContent } from '@baton/engine';
import { type MessageData, messageSchema } from './definition.ts';

export const executor = defineExecutor<MessageData>({
  type: 'message',
  schema: messageSchema,
  enter: ({ data, fill }) => ({ say: contents(data, fill(data.text)), next: { do: 'continue' } }),
});

/** A text that answers have made too long to stand under the file comes after it. */
function contents({ file }: MessageData, text: string): OutboundContent[] {
  if (file === null) return [{ kind: 'text', text }];
  const caption = text.trim();
  if (caption.length > MAX_CAPTION)
    return [
      { kind: 'file', ...file },
      { kind: 'text', text },
    ];
  return [{ kind: 'file', ...file, ...(caption !== '' && { caption }) }];
}
