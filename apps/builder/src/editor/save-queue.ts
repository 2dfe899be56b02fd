import type { FlowDocument } from '@baton/engine';
import { createStore, type StoreApi } from 'zustand/vanilla';

/**
 * `saved`: the server has everything · `unsaved`: changes wait for a pause in the typing · `saving` · `offline`: not
 * saved, tried again by itself · `conflict`: somebody else saved, a person has to choose · `refused`: the server does
 * not take it, and trying again would not help.
 */
export type SaveStatus = 'saved' | 'unsaved' | 'saving' | 'offline' | 'conflict' | 'refused';

export interface SaveState {
  status: SaveStatus;
  /** The newest revision of the draft that is known to be ours. */
  revision: number;
  /** The newest revision of which the server said that it is what is published; null before it said so. */
  live: number | null;
  /** Why it was refused. */
  message: string | null;
}

export type SaveOutcome =
  | { kind: 'saved'; revision: number; changed: boolean }
  | { kind: 'offline' }
  | { kind: 'conflict' }
  | { kind: 'refused'; message: string };

export interface SaveQueueOptions {
  document: FlowDocument;
  revision: number;
  /** `leaving`: the page is about to go away, and the request must outlive it. */
  send: (document: FlowDocument, revision: number, leaving: boolean) => Promise<SaveOutcome>;
  /** Runs something later; answers how to call it off. */
  schedule?: (run: () => void, milliseconds: number) => () => void;
}

export interface SaveQueue {
  state: StoreApi<SaveState>;
  /** The document is now this one: it is saved after a pause. */
  changed: (document: FlowDocument) => void;
  /** Saves what is unsaved at once; true when the server then has everything. */
  flush: (options?: { leaving: boolean }) => Promise<boolean>;
  /** Whether `flush` would send something at once: nothing is under way, and there is something to send. */
  isReady: () => boolean;
  /** The server's draft is this document, by another way than a save of ours. */
  adopt: (document: FlowDocument, revision: number, changed?: boolean) => void;
}

const PAUSE_MS = 800;
const RETRY_MS = [2000, 4000, 8000, 15_000, 30_000];

/** Saves a draft as it is edited: after each pause, one save at a time, never over somebody else's. */
export function createSaveQueue({ document, revision, send, schedule = later }: SaveQueueOptions): SaveQueue {
  const state = createStore<SaveState>()(() => ({ status: 'saved', revision, live: null, message: null }));
  let newest = document;
  let saved = document;
  let failures = 0;
  let cancel = () => {};
  let running: Promise<void> | null = null;

  const set = (change: Partial<SaveState>) => state.setState(change);
  const isStuck = () => ['conflict', 'refused'].includes(state.getState().status);

  function plan(milliseconds: number): void {
    cancel();
    cancel = schedule(() => void start(false), milliseconds);
  }

  function start(leaving: boolean): Promise<void> {
    running ??= save(leaving).finally(() => {
      running = null;
    });
    return running;
  }

  async function save(leaving: boolean): Promise<void> {
    cancel();
    if (newest === saved || state.getState().status === 'conflict') return;
    const sent = newest;
    set({ status: 'saving', message: null });
    const outcome = await send(sent, state.getState().revision, leaving);
    if (outcome.kind === 'saved') {
      saved = sent;
      failures = 0;
      if (!outcome.changed) set({ live: outcome.revision });
      set({ revision: outcome.revision, status: newest === saved ? 'saved' : 'unsaved' });
      if (newest !== saved) plan(PAUSE_MS);
    } else if (outcome.kind === 'offline') {
      set({ status: 'offline' });
      plan(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? PAUSE_MS);
      failures += 1;
    } else {
      set({ status: outcome.kind, message: outcome.kind === 'refused' ? outcome.message : null });
    }
  }

  return {
    state,
    changed: (next) => {
      if (next === newest) return;
      newest = next;
      const { status } = state.getState();
      if (status === 'conflict') return;
      // Undone, back to what the server has.
      if (next === saved && status !== 'saving') {
        cancel();
        set({ status: 'saved', message: null });
        return;
      }
      // While offline the next try comes by itself, and carries the newest document.
      if (status !== 'saving' && status !== 'offline') {
        set({ status: 'unsaved', message: null });
        plan(PAUSE_MS);
      }
    },
    isReady: () => newest !== saved && running === null && !isStuck(),
    flush: async ({ leaving } = { leaving: false }) => {
      while (newest !== saved && !isStuck()) {
        await start(leaving);
        if (state.getState().status === 'offline') return false;
      }
      return newest === saved;
    },
    adopt: (next, at, isChanged = true) => {
      cancel();
      newest = next;
      saved = next;
      failures = 0;
      if (!isChanged) set({ live: at });
      set({ status: 'saved', revision: at, message: null });
    },
  };
}

function later(run: () => void, milliseconds: number): () => void {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
}
