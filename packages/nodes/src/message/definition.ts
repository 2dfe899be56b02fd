import { defineNode, fileFactsSchema, fileWords, nextExit } from '@baton/engine';
import { z } from 'zod';
import { templateText } from '../template-text.ts';

export const messageSchema = z.object({
  text: templateText,
  /** A picture or another file, with the text under it. */
  file: fileFactsSchema.nullable().default(null),
});
export type MessageData = z.infer<typeof messageSchema>;

export const definition = defineNode<MessageData>({
  type: 'message',
  group: 'say',
  title: 'Message',
  description: 'Says something, or sends a file, and goes on',
  icon: 'IconMessage',
  schema: messageSchema,
  initial: () => ({ text: '', file: null }),
  exits: () => [nextExit],
  answer: () => null,
  templates: (data) => [data.text],
  mapTemplates: (data, map) => ({ ...data, text: map(data.text) }),
  preview: ({ text, file }) => (file ? [fileWords(file), text] : [text]),
  files: ({ file }) => (file ? [{ id: file.fileId, name: file.name, path: 'file' }] : []),
  problems: ({ text, file }) =>
    file === null && text.trim() === ''
      ? [{ severity: 'error', message: 'Write the message, or add a file.', path: 'text' }]
      : [],
});
