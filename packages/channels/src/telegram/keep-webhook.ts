import type { Api } from 'grammy';
import type { ChannelStatus } from '../channel-adapter.ts';
import { pause } from '../pause.ts';
import { isFinal, problemOf, retryDelayMs } from './failures.ts';
import { isApiSignal } from './telegram-api.ts';
import { heardUpdates } from './to-inbound.ts';

interface WebhookDeps {
  readonly api: Pick<Api, 'getWebhookInfo' | 'setWebhook'>;
  readonly webhook: { readonly url: string; readonly secret: string };
  readonly onStatus: (status: ChannelStatus) => void;
  readonly signal: AbortSignal;
}

const LOOK_MS = 60_000;
/** Failures older than this have been mended. */
const RECENT_SECONDS = 120;

/**
 * Tells Telegram where to bring a bot's updates, and looks again every minute: another program with the token may
 * have taken the webhook away, and what Telegram could not bring is only told there.
 */
export async function keepWebhook({ api, webhook, onStatus, signal }: WebhookDeps): Promise<void> {
  const abort = isApiSignal(signal) ? signal : undefined;
  let failures = 0;
  let isSet = false;

  async function look(): Promise<void> {
    const info = isSet ? await api.getWebhookInfo(abort) : undefined;
    if (info?.url !== webhook.url) {
      const { url, secret } = webhook;
      await api.setWebhook(url, { secret_token: secret, allowed_updates: [...heardUpdates] }, abort);
      isSet = true;
    }
    const { last_error_date = 0, last_error_message = '' } = info ?? {};
    const recent = Date.now() / 1000 - last_error_date < RECENT_SECONDS;
    onStatus({
      state: 'connected',
      error: recent ? `Telegram could not bring a message: ${last_error_message}` : null,
    });
  }

  while (!signal.aborted) {
    try {
      await look();
      failures = 0;
      await pause(LOOK_MS, signal);
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      const final = isFinal(error);
      onStatus({ state: final ? 'disconnected' : 'connecting', error: problemOf(error) });
      if (final) return;
      await pause(retryDelayMs(error, failures), signal);
    }
  }
}
