import { type Api, GrammyError } from 'grammy';
import type { ChannelHost, KeptFile } from '../channel-adapter.ts';
import type { HeardFile } from './to-inbound.ts';

/** A file that could not be had from Telegram. `final`: asking again would not help. */
export class NotFetched extends Error {
  readonly final: boolean;

  constructor(message: string, final: boolean, cause?: unknown) {
    super(message, { cause });
    this.final = final;
  }
}

/** For 20 MB over a slow line. */
const PATIENCE_MS = 60_000;
const USUAL_ROOT = 'https://api.telegram.org';

interface FetchDeps {
  readonly api: Api;
  readonly token: string;
  readonly apiRoot: string | null;
  readonly host: Pick<ChannelHost, 'storeFile'>;
  readonly signal: AbortSignal;
}

/** Brings a customer's file from Telegram to us; throws `NotFetched` where that failed on Telegram's side. */
export async function fetchFile(deps: FetchDeps, address: string, file: HeardFile): Promise<KeptFile> {
  const { id, caption: _, ...about } = file;
  const path = await pathOf(deps.api, id);
  return deps.host.storeFile(address, { ...about, bytes: download(deps, path) });
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
