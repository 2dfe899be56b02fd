import type { ChannelAdapterFactory, InboundEvent } from '../channel-adapter.ts';
import { definition } from './definition.ts';
import { toInbound } from './to-inbound.ts';

/**
 * The chat on a website. Its other end is a browser that is connected to the runtime itself, so the adapter only
 * converts: what it pushes and nobody sees now, the browser fetches from the transcript when it is back. The panel
 * shows message kinds as they are; nothing has to be rendered here.
 */
export const adapter: ChannelAdapterFactory = {
  type: definition.type,
  create({ host }) {
    let receive: ((event: InboundEvent) => Promise<void>) | undefined;
    return {
      async connect(onInbound, onStatus) {
        receive = onInbound;
        onStatus({ state: 'connected', error: null });
      },
      async receive(payload) {
        if (!receive) throw new Error('The channel is not connected');
        await receive(toInbound(payload));
      },
      async send(address, message) {
        await host.push(address, message);
        return { status: 'sent', providerId: null };
      },
      // Typing and receipts travel between the sockets of staff and visitors, without a provider between them.
      async typing() {},
      async markRead() {},
      async close() {
        receive = undefined;
      },
    };
  },
};
