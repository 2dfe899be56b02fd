import { type Api, GrammyError } from 'grammy';
import type { InboundFile } from '../channel-adapter.ts';
import type { HeardFile } from './message-content.ts';

/** Brings files that people send from Telegram to us. */
export interface FileFetcher {
  /**
   * Hands the file to `store`; what Telegram does not give is `failed` or, beyond what bots may fetch, `too_large`.
   * Rejects where fetching it again for the same `key`, which names its update, may help.
   */
  fetch<Kept>(key: string, file: HeardFile, store: (file: InboundFile) => Promise<Kept>): Promise<Kept | NotGiven>;
}

export interface NotGiven {
  readonly status: 'refused';
  readonly reason: 'too_large' | 'failed';
}

/** For 20 MB over a slow line. */
const PATIENCE_MS = 60_000;
const USUAL_ROOT = 'https://api.telegram.org';
/** A file that never can be had must not hold up what was said after it. */
const TRIES = 5;

interface FetchDeps {
  readonly api: Api;
  readonly token: string;
  readonly apiRoot: string | null;
  readonly signal: AbortSignal;
}

/** A file that could not be had from Telegram. `final`: asking again would not help. */
class NotFetched extends Error {
  readonly final: boolean;

  constructor(message: string, final: boolean, cause?: unknown) {
    super(message, { cause });
    this.final = final;
  }
}

/** Makes a fetcher for one bot; it counts the tries of this process. */
export function createFileFetcher(deps: FetchDeps): FileFetcher {
  const tried = new Map<string, number>();
  return {
    async fetch(key, file, store) {
      try {
        const { id, caption: _, ...about } = file;
        const path = await pathOf(deps.api, id);
        const kept = await store({ ...about, bytes: download(deps, path) });
        tried.delete(key);
        return kept;
      } catch (error) {
        if (!(error instanceof NotFetched)) throw error;
        const tries = (tried.get(key) ?? 0) + 1;
        tried.set(key, tries);
        // Its update comes again.
        if (!error.final && tries < TRIES) throw error;
        tried.delete(key);
        return { status: 'refused', reason: error.final ? 'too_large' : 'failed' };
      }
    },
  };
}

async function pathOf(api: Api, id: string): Promise<string> {
  try {
    const { file_path } = await api.getFile(id);
    if (file_path !== undefined) return file_path;
  } catch (error) {
    // "file is too big", or no file of this bot.
    const final = error instanceof GrammyError && error.error_code === 400;
    throw new NotFetched('Telegram does not give the file', final, error);
  }
  throw new NotFetched('Telegram does not say where the file is', true);
}

/** `https://api.telegram.org/file/bot<token>/<file_path>`: https://core.telegram.org/bots/api#getfile. */
async function* download({ token, apiRoot, signal }: FetchDeps, path: string): AsyncGenerator<Uint8Array> {
  try {
    const response = await fetch(`${apiRoot ?? USUAL_ROOT}/file/bot${token}/${path}`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
    });
    if (!response.ok || !response.body) throw new Error(`It answered ${response.status}`);
    yield* response.body;
  } catch (error) {
    // Not the error itself: it may quote the address, which holds the token.
    const reason = error instanceof Error ? error.name : 'unknown';
    throw new NotFetched(`The file could not be downloaded from Telegram (${reason})`, false);
  }
}
