import type { InboundContent } from '@baton/engine';
import type { KeyValueStore } from '../../shared/storage.ts';
import type { PendingMessage } from './chat-state.ts';

const prefix = 'outbox:';
const kinds = {
  text: true,
  choice: true,
  form_answer: true,
  file: true,
  location: true,
  contact: true,
} satisfies Record<InboundContent['kind'], true>;

/** Messages that the server has not acknowledged, one key each, so that two tabs never overwrite each other's. */
export interface OutboxStore {
  save(message: PendingMessage): void;
  remove(clientId: string): void;
  /** In the order in which they were written. */
  load(): PendingMessage[];
  /** The message that a key of the storage is about, or null. */
  clientIdOf(storageKey: string): string | null;
}

export function createOutboxStore(store: KeyValueStore): OutboxStore {
  return {
    save: (message) => store.set(prefix + message.clientId, JSON.stringify(message)),
    remove: (clientId) => store.remove(prefix + clientId),
    load() {
      const keys = store.keys().filter((key) => key.startsWith(prefix));
      return keys.flatMap((key) => parse(store.get(key)) ?? []).sort((a, b) => a.at - b.at);
    },
    clientIdOf(storageKey) {
      const at = storageKey.indexOf(prefix);
      return at === -1 ? null : storageKey.slice(at + prefix.length);
    },
  };
}

/** Storage is the browser's: another version, or anybody with its tools, may have written there. */
function parse(text: string | null): PendingMessage | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return isPending(value) ? value : null;
  } catch {
    return null;
  }
}

function isPending(value: unknown): value is PendingMessage {
  if (!isRecord(value) || !isRecord(value.content)) return false;
  const { kind } = value.content;
  return (
    typeof value.clientId === 'string' &&
    typeof value.at === 'number' &&
    typeof value.state === 'string' &&
    typeof kind === 'string' &&
    Object.hasOwn(kinds, kind)
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
