import type { VisitorSnapshot } from '@baton/contracts';
import { type KeyValueStore, storageKeys } from '../../shared/storage.ts';
import { ApiProblem, type VisitorApi } from './api.ts';
import type { Persistence } from './persistence.ts';
import type { VisitNews } from './visit.ts';

/** Who the visitor is: a token, the same in every tab and after every reload. */
export interface VisitorSession {
  /** Asks for a session unless there is one. */
  begin(): Promise<void>;
  token(): string | null;
  /** Runs a request with the token; if the server does not take it, once more with a new one. */
  authorized<T>(request: (token: string) => Promise<T>): Promise<T>;
  /** The next `begin` asks again. */
  forget(): void;
}

interface SessionDeps {
  api: VisitorApi;
  store: KeyValueStore;
  persistence: Persistence;
  visit: VisitNews;
  /** Who the website says the visitor is; null where it says nothing. */
  identity(): Promise<string | null>;
  onBegun(snapshot: VisitorSnapshot): void;
}

export function createVisitorSession({
  api,
  store,
  persistence,
  visit,
  identity,
  onBegun,
}: SessionDeps): VisitorSession {
  let begun: Promise<string> | null = null;

  function begin(): Promise<string> {
    begun ??= come().catch((error: unknown) => {
      begun = null;
      throw error;
    });
    return begun;
  }

  async function come(): Promise<string> {
    const signed = await identity();
    if (signed === null) return ask(store.get(storageKeys.token));
    const { token, snapshot } = await request({ identity: signed });
    store.set(storageKeys.token, token);
    onBegun(snapshot);
    return token;
  }

  async function request(who: { token?: string; identity?: string }) {
    const here = visit.now();
    const answer = await persistence.persistently(() => api.session(who, here));
    // Who has no conversation yet is nobody to be remembered.
    if (answer.snapshot.conversationId !== null) visit.told(here);
    return answer;
  }

  async function ask(stored: string | null): Promise<string> {
    try {
      const { token, snapshot } = await request(stored === null ? {} : { token: stored });
      const other = store.get(storageKeys.token);
      // Two tabs opened at once: the one that came second becomes the visitor of the first.
      if (other !== null && other !== stored && other !== token) return ask(other);
      store.set(storageKeys.token, token);
      onBegun(snapshot);
      return token;
    } catch (error) {
      if (stored === null || !isRefusedToken(error)) throw error;
      store.remove(storageKeys.token);
      return ask(null);
    }
  }

  return {
    begin: async () => void (await begin()),
    token: () => store.get(storageKeys.token),
    async authorized(act) {
      try {
        return await act(await begin());
      } catch (error) {
        if (!isRefusedToken(error)) throw error;
        begun = null;
        return act(await begin());
      }
    },
    forget() {
      begun = null;
    },
  };
}

function isRefusedToken(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 401 || error.status === 403);
}
