import type { KeyValueStore } from '../../shared/storage.ts';
import type { ChatState } from './chat-state.ts';

export const seenKey = 'seen';

/** How much of the conversation the visitor has seen, kept over pages and tabs. */
export function createSeenMark(store: KeyValueStore) {
  return {
    /** Everything known so far is on screen. */
    mark({ conversationId, lastSeq }: ChatState) {
      const value = `${conversationId}:${lastSeq}`;
      if (conversationId !== null && store.get(seenKey) !== value) store.set(seenKey, value);
    },
    /** How many messages of others the visitor has not seen. */
    unread({ conversationId, entries }: ChatState): number {
      const [seenId, seenSeq] = (store.get(seenKey) ?? '').split(':');
      const seen = seenId === conversationId ? Number(seenSeq) : 0;
      return entries.filter(
        ({ seq, author, delivery }) => author.kind !== 'customer' && delivery !== 'discarded' && seq > seen,
      ).length;
    },
  };
}
