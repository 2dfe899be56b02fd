import { defineNode, nextExit } from '@baton/engine';
import { z } from 'zod';
import { templateText } from '../template-text.ts';

export const messageSchema = z.object({ text: templateText });
export type MessageData = z.infer<typeof messageSchema>;

export const definition = defineNode<MessageData>({
  type: 'message',
  group: 'say',
  title: 'Message',
  description: 'Says something and goes on',
  icon: 'IconMessage',
  schema: messageSchema,
  initial: () => ({ text: '' }),
  exits: () => [nextExit],
  answer: () => null,
  templates: (data) => [data.text],
  mapTemplates: (data, map) => ({ ...data, text: map(data.text) }),
  preview: (data) => [data.text],
  problems: (data) =>
    data.text.trim() === '' ? [{ severity: 'error', message: 'Write the message.', path: 'text' }] : [],
});
