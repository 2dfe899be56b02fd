/** Strings by key; what one tab writes the others hear of. */
export interface KeyValueStore {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(): string[];
}

/**
 * What a channel's widget keeps, under a prefix of its own. Where the browser refuses storage (private modes,
 * sandboxed frames, a full disk) it lives in memory: the chat works, and is forgotten with the page.
 */
export function createStorage(channelId: string, open: () => Storage): KeyValueStore {
  const prefix = `baton:${channelId}:`;
  const memory = new Map<string, string>();
  const disk = usable(open);

  return {
    get(key) {
      return memory.get(key) ?? disk?.getItem(prefix + key) ?? null;
    },
    set(key, value) {
      try {
        if (!disk) throw new Error('no storage');
        disk.setItem(prefix + key, value);
        memory.delete(key);
      } catch {
        memory.set(key, value);
      }
    },
    remove(key) {
      memory.delete(key);
      disk?.removeItem(prefix + key);
    },
    keys() {
      const onDisk = disk ? Object.keys(disk).filter((key) => key.startsWith(prefix)) : [];
      return [...new Set([...onDisk.map((key) => key.slice(prefix.length)), ...memory.keys()])];
    },
  };
}

/** The same store until it is released: nothing is written after that. */
export function releasable(store: KeyValueStore): { store: KeyValueStore; release(): void } {
  let released = false;
  return {
    store: {
      ...store,
      set: (key, value) => (released ? undefined : store.set(key, value)),
      remove: (key) => (released ? undefined : store.remove(key)),
    },
    release() {
      released = true;
    },
  };
}

/** Merely naming localStorage can throw, and some browsers hand out one that refuses every write. */
function usable(open: () => Storage): Storage | null {
  try {
    const storage = open();
    storage.setItem('baton:probe', '1');
    storage.removeItem('baton:probe');
    return storage;
  } catch {
    return null;
  }
}

/** The keys that both the loader and the panel read. */
export const storageKeys = {
  token: 'token',
  /** The conversation that was running when the page was left. */
  conversation: 'conversation',
  /** The website's id of the customer that this browser's visitor is; nobody without it is named. */
  customer: 'customer',
  /** Set while the panel is open, per tab: it opens again on the next page. */
  open: 'open',
} as const;
