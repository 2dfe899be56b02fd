import type { ChannelAdapter } from '@baton/channels/channel-adapter';
import type { ChannelKey } from '../channels/channel-key.ts';
import type { VisitorKey } from '../db/visitor.ts';
import type { Logger } from '../logging.ts';

/** Shows customers "read" and "is typing", on a channel that has its own way to show it. */
export interface ChannelSigns {
  read(visitor: VisitorKey): Promise<void>;
  typing(visitor: VisitorKey, typing: boolean): Promise<void>;
}

/** These only look: what can't be shown is not tried again. */
export function createChannelSigns(
  adapterOf: (channel: ChannelKey) => Promise<ChannelAdapter | null>,
  log: Logger,
): ChannelSigns {
  const ignored = (what: string) => (error: unknown) => log.debug({ err: error }, what);
  return {
    read: ({ address, ...channel }) =>
      adapterOf(channel)
        .then((adapter) => adapter?.markRead(address))
        .catch(ignored('“Read” was not shown')),
    typing: ({ address, ...channel }, typing) =>
      adapterOf(channel)
        .then((adapter) => adapter?.typing(address, typing))
        .catch(ignored('Typing was not shown')),
  };
}
