import { createHmac } from 'node:crypto';

interface WebhookDeps {
  readonly url: string;
  readonly appSecret: string;
  readonly changed: () => void;
}

/** What a number brings to its webhook, one after the other. */
export interface Webhook {
  readonly pending: number;
  deliver(payload: unknown): void;
  end(): Promise<void>;
}

/** Meta waits longer, up to days; a test need not. */
const FIRST_RETRY_MS = 20;
const LAST_RETRY_MS = 500;

/** What Meta signs: every byte of the body, with the app's secret. */
export function signatureOf(body: string, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}

/** Brings payloads to a webhook until it answers 200: https://developers.facebook.com/docs/graph-api/webhooks/getting-started. */
export function createWebhook({ url, appSecret, changed }: WebhookDeps): Webhook {
  const ended = new AbortController();
  let pending = 0;
  let tail = Promise.resolve();

  async function bring(payload: unknown): Promise<void> {
    // As Meta writes it: what is not ASCII is escaped, and signed so.
    const body = JSON.stringify(payload).replace(
      /[\u0080-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    for (let delay = FIRST_RETRY_MS; !ended.signal.aborted; delay = Math.min(delay * 2, LAST_RETRY_MS)) {
      if (await attempt(body)) break;
      await pause(delay);
    }
    pending -= 1;
    changed();
  }

  async function attempt(body: string): Promise<boolean> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(body, appSecret) },
        body,
        signal: ended.signal,
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
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
    get pending() {
      return pending;
    },
    deliver(payload) {
      pending += 1;
      tail = tail.then(() => bring(payload));
    },
    async end() {
      ended.abort();
      await tail;
    },
  };
}
