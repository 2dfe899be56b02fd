import type { FileFacts } from '@baton/engine';

/** What a stored file says in a conversation, with the words under it. */
export function fileContent(facts: FileFacts, caption = '') {
  const words = caption.trim();
  return { kind: 'file' as const, ...facts, ...(words !== '' && { caption: words }) };
}

export const goneFile = 'This file is not here any more. Attach it again.';
