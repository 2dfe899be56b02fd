import { type Attachments, createAttachments, uploadFile } from '@baton/chat-ui';

const byConversation = new Map<string, Attachments>();

/** What is attached to the reply that I am writing in a conversation: it stays while I look at another. */
export function attachmentsOf(conversationId: string): Attachments {
  const known = byConversation.get(conversationId);
  if (known) return known;
  const made = createAttachments({ upload: (upload) => uploadFile('/api/files', upload) });
  byConversation.set(conversationId, made);
  return made;
}
