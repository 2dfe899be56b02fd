import type { InboundEvent } from '@baton/channels/channel-adapter';
import { AppError } from '../app-error.ts';
import { isDatabaseAway } from '../db/is-database-away.ts';
import type { Logger } from '../logging.ts';
import type { ChannelKey } from './channel-key.ts';

/** How often a provider may bring an event that fails for a reason of its own: it must not hold up all others. */
const TRIES = 5;

type Take = (channel: ChannelKey, event: InboundEvent) => Promise<void>;

/**
 * Takes what a provider brings. Rejects where bringing it again helps: the database is away, or no flow is published
 * yet. What fails for another reason is given up after a few tries, loudly, so that what follows is heard.
 */
export function createInboundTaker(receive: Take, log: Logger): Take {
  const failed = new Map<string, number>();
  return async (channel, event) => {
    const key = `${channel.workspaceId}/${channel.channelId}/${event.key}`;
    try {
      await receive(channel, event);
      failed.delete(key);
    } catch (error) {
      if (isDatabaseAway(error) || (error instanceof AppError && error.code === 'NO_PUBLISHED_FLOW')) throw error;
      const tries = (failed.get(key) ?? 0) + 1;
      const refused = error instanceof AppError;
      if (tries < TRIES && !refused) {
        failed.set(key, tries);
        throw error;
      }
      failed.delete(key);
      log.error({ err: error, ...channel, event: event.key }, 'What a customer sent could not be taken, and is lost');
    }
  };
}
