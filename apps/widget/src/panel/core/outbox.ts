import type { InboundContent } from '@baton/engine';
import type { ChatEvent, PendingMessage } from './chat-state.ts';
import type { OutboxStore } from './outbox-store.ts';

interface OutboxDeps {
  store: OutboxStore;
  /** Delivers a message, however long it takes, and answers with the event that came of it; rejects when the server will never take it. */
  deliver(message: PendingMessage): Promise<ChatEvent>;
  dispatch(event: ChatEvent): void;
  pending(): readonly PendingMessage[];
  onRefused(error: unknown): void;
  uuid(): string;
  now(): number;
}

/** Messages on their way, one after the other in the order in which they were written. */
export function createOutbox({ store, deliver, dispatch, pending, onRefused, uuid, now }: OutboxDeps) {
  let draining = false;

  async function drain() {
    if (draining) return;
    draining = true;
    for (let next = firstQueued(); next; next = firstQueued()) await settle(next);
    draining = false;
  }

  function firstQueued(): PendingMessage | undefined {
    return pending().find(({ state }) => state === 'queued');
  }

  async function settle(message: PendingMessage) {
    const { clientId } = message;
    try {
      const answered = await deliver(message);
      store.remove(clientId);
      dispatch({ type: 'moved', clientId, to: 'sent' });
      dispatch(answered);
    } catch (error) {
      store.save({ ...message, state: 'refused' });
      dispatch({ type: 'moved', clientId, to: 'refused' });
      onRefused(error);
    }
  }

  return {
    drain,
    add(content: InboundContent) {
      const message: PendingMessage = { clientId: uuid(), content, at: now(), state: 'queued' };
      store.save(message);
      dispatch({ type: 'queued', message });
      return drain();
    },
    /** What an earlier page, or another tab, left behind. */
    adopt() {
      for (const message of store.load()) dispatch({ type: 'queued', message });
    },
    retry(clientId: string) {
      const message = pending().find((candidate) => candidate.clientId === clientId);
      if (!message) return;
      store.save({ ...message, state: 'queued' });
      dispatch({ type: 'moved', clientId, to: 'queued' });
      void drain();
    },
    discard(clientId: string) {
      store.remove(clientId);
      dispatch({ type: 'dropped', clientId });
    },
  };
}
