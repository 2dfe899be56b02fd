import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Api } from 'grammy';

/** How long Telegram holds a poll open while there is nothing new; https://core.telegram.org/bots/api#getupdates. */
export const POLL_SECONDS = 25;
/** A call that takes longer is given up: it may or may not have been carried out. */
const CALL_SECONDS = 30;

/**
 * An idle connection is closed by us before a server may close it: used again in that very moment, it would break, and
 * a message that was never sent would be one that may not have arrived.
 */
const IDLE_MS = 3_000;

/** A bot's way to the Bot API. Its errors don't show the token. */
export function createTelegramApi(token: string, apiRoot: string | null): Api {
  const idle = { keepAlive: true, timeout: IDLE_MS };
  const agent = apiRoot?.startsWith('http:') ? new HttpAgent(idle) : new HttpsAgent(idle);
  return new Api(token, {
    timeoutSeconds: POLL_SECONDS + CALL_SECONDS,
    baseFetchConfig: { agent },
    ...(apiRoot !== null && { apiRoot }),
  });
}

/** For calls that a person waits for. */
const PATIENCE_MS = 10_000;

/** Ends a call that a person should not have to wait for any longer. */
export function withinPatience(): Signal | undefined {
  const signal: unknown = AbortSignal.timeout(PATIENCE_MS);
  return isApiSignal(signal) ? signal : undefined;
}

type Signal = NonNullable<Parameters<Api['getMe']>[0]>;

/** Node's signals are all that grammY needs, but its types are those of an older implementation. */
export function isApiSignal(signal: unknown): signal is Signal {
  return signal instanceof AbortSignal;
}
