import type { ChannelConnection, ChannelHost } from '../channel-adapter.ts';

interface Wish extends Partial<Omit<ChannelConnection, 'host'>> {
  host?: Partial<ChannelHost>;
}

/** A connection for a test; what is left out does nothing. */
export function makeConnection({ host, ...wish }: Wish = {}): ChannelConnection {
  return {
    channelId: 'ch1',
    settings: {},
    way: null,
    secrets: {},
    webhook: null,
    apiRoot: null,
    browser: { folder: '/nowhere', program: null, limit: 1, args: [] },
    ...wish,
    host: {
      push: async () => undefined,
      receive: async () => undefined,
      storeFile: async () => ({ status: 'refused', reason: 'empty' }),
      openFile: async () => null,
      divert: async () => false,
      question: async () => null,
      language: async () => 'en',
      lastHeard: async () => null,
      receipt: async () => undefined,
      reachable: async () => undefined,
      ...host,
    },
  };
}
