import type { VisitorSnapshot } from '@baton/contracts';
import { type KeyValueStore, storageKeys } from '../../shared/storage.ts';
import { ApiProblem, type VisitorApi } from './api.ts';
import type { Persistence } from './persistence.ts';

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
  page: string;
  onBegun(snapshot: VisitorSnapshot): void;
}

export function createVisitorSession({ api, store, persistence, page, onBegun }: SessionDeps): VisitorSession {
  let begun: Promise<string> | null = null;

  function begin(): Promise<string> {
    begun ??= ask(store.get(storageKeys.token)).catch((error: unknown) => {
      begun = null;
      throw error;
    });
    return begun;
  }

  async function ask(stored: string | null): Promise<string> {
    try {
      const { token, snapshot } = await persistence.persistently(() => api.session(stored, page));
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
    async authorized(request) {
      try {
        return await request(await begin());
      } catch (error) {
        if (!isRefusedToken(error)) throw error;
        begun = null;
        return request(await begin());
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
