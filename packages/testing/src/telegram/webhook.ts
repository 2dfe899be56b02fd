import type { Update } from 'grammy/types';

export interface WebhookSettings {
  readonly url: string;
  readonly secret: string | undefined;
  /** Carries out a method that came as the answer: "Making requests when getting updates", #making-requests-when-getting-updates. */
  readonly onAnswer: (method: string, parameters: Record<string, unknown>) => Promise<void>;
}

export interface Webhook {
  readonly url: string;
  readonly pending: number;
  /** The newest failed delivery, as getWebhookInfo tells it. */
  readonly failure: { readonly at: number; readonly message: string } | undefined;
  deliver(update: Update): void;
  /** Delivers no more; answers what was not delivered. */
  end(): Update[];
}

/** Telegram waits longer; a test need not. */
const FIRST_RETRY_MS = 20;
const LAST_RETRY_MS = 500;

/**
 * Pushes updates to a bot: https://core.telegram.org/bots/api#setwebhook. "In case of an unsuccessful request (a
 * request with response HTTP status code different from 2XY), we will repeat the request and give up after a
 * reasonable amount of attempts." Updates of one queue follow each other; queues do not wait for one another.
 */
export function createWebhook({ url, secret, onAnswer }: WebhookSettings, changed: () => void): Webhook {
  const waiting = new Map<number, Update>();
  const tails = new Map<string, Promise<void>>();
  const ended = new AbortController();
  let failure: Webhook['failure'];

  async function push(update: Update): Promise<void> {
    for (let delay = FIRST_RETRY_MS; !ended.signal.aborted; delay = Math.min(delay * 2, LAST_RETRY_MS)) {
      const retryAfterMs = await attempt(update);
      if (retryAfterMs === 'delivered') return;
      await pause(retryAfterMs ?? delay);
    }
  }

  /** Null: the pause is ours to choose. */
  async function attempt(update: Update): Promise<'delivered' | number | null> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        // "a header X-Telegram-Bot-Api-Secret-Token in every webhook request": #setwebhook, `secret_token`.
        headers: {
          'content-type': 'application/json',
          ...(secret !== undefined && { 'x-telegram-bot-api-secret-token': secret }),
        },
        body: JSON.stringify(update),
        signal: ended.signal,
      });
      const text = await response.text();
      if (response.ok) {
        waiting.delete(update.update_id);
        changed();
        await answer(text);
        return 'delivered';
      }
      note(`Wrong response from the webhook: ${response.status} ${response.statusText}`);
      // The Bot API server waits as long as Retry-After asks: telegram-bot-api, WebhookActor::handle.
      const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
      return Number.isFinite(seconds) ? seconds * 1000 : null;
    } catch (error) {
      if (!ended.signal.aborted) note(error instanceof Error ? error.message : String(error));
      return null;
    }
  }

  async function answer(text: string): Promise<void> {
    if (!text.startsWith('{')) return;
    const { method, ...parameters }: Record<string, unknown> = JSON.parse(text);
    if (typeof method === 'string') await onAnswer(method, parameters);
  }

  function note(message: string): void {
    failure = { at: Math.floor(Date.now() / 1000), message };
    changed();
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      ended.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  return {
    url,
    get pending() {
      return waiting.size;
    },
    get failure() {
      return failure;
    },
    deliver(update) {
      waiting.set(update.update_id, update);
      const queue = queueOf(update);
      tails.set(
        queue,
        (tails.get(queue) ?? Promise.resolve()).then(() => push(update)),
      );
    },
    end() {
      ended.abort();
      return [...waiting.values()];
    },
  };
}

/** Updates of one chat are ordered, and so are one user's taps; the two are not ordered against each other. */
function queueOf(update: Update): string {
  if (update.callback_query) return `user ${update.callback_query.from.id}`;
  const chat = (update.message ?? update.edited_message ?? update.my_chat_member ?? update.message_reaction)?.chat;
  return `chat ${chat?.id ?? 0}`;
}
