import type { ChannelConnection } from '@baton/contracts';

/** How a connection to a provider is, in words and colour. */
export const connectionWords = {
  connected: { label: 'Connected', color: 'green' },
  connecting: { label: 'Connecting', color: 'amber' },
  pairing: { label: 'Waiting for the phone', color: 'amber' },
  disconnected: { label: 'Not connected', color: 'gray' },
} satisfies Record<ChannelConnection['state'], { label: string; color: string }>;
