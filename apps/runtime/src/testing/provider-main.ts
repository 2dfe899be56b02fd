// The product with somebody else's messenger behind its widget channel: what visitors write arrives as ever, what is
// sent to them goes to the provider of the test, which shows every message as often as it is sent. Never shipped:
// nothing of the product imports it.
import { channelAdapters } from '@baton/channels/adapters';
import type { ChannelAdapterFactory } from '@baton/channels/channel-adapter';
import { z } from 'zod';
import { parseEnv } from '../env.ts';
import { createLogger } from '../logging.ts';
import { startRuntime } from '../start-runtime.ts';

const providerUrl = z.url().parse(process.env.TEST_PROVIDER_URL);
const RETRY_AFTER_MS = 20;

const widget: ChannelAdapterFactory = {
  type: 'widget',
  create(connection) {
    const website = channelAdapters.widget?.create(connection);
    if (!website) throw new Error('There is no channel for websites');
    return {
      connect: website.connect,
      receive: website.receive,
      typing: website.typing,
      markRead: website.markRead,
      close: website.close,
      async send(_address, { key, conversationId, seq }) {
        const body = JSON.stringify({ key, conversationId, seq, pid: process.pid });
        const { ok, status } = await fetch(providerUrl, { method: 'POST', body });
        if (status === 429) return { status: 'retry', reason: 'Too many requests', retryAfterMs: RETRY_AFTER_MS };
        if (!ok) throw new Error(`The provider answered ${status}`);
        return { status: 'sent', providerId: key };
      },
    };
  },
};

const env = parseEnv(process.env);
const runtime = await startRuntime({
  env,
  log: createLogger(env),
  onLost: (reason) => {
    throw new Error(reason);
  },
  provider: { channels: { ...channelAdapters, widget }, idempotentSend: () => false },
});
process.once('SIGTERM', () => {
  runtime.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  );
});
