import { channelAdapters } from '@baton/channels/adapters';
import type {
  ChannelAdapter,
  ChannelAdapterFactory,
  InboundEvent,
  OutboundMessage,
} from '@baton/channels/channel-adapter';
import { channelDefinitions } from '@baton/channels/definitions';
import { readChannel } from '../db/channels.ts';
import type { Database } from '../db/client.ts';
import type { Logger } from '../logging.ts';

export interface ChannelKey {
  readonly workspaceId: string;
  readonly channelId: string;
}

export interface SupervisorDeps {
  readonly database: Database;
  readonly log: Logger;
  /** Stores what a customer did; rejects where it could not be stored. */
  readonly onInbound: (channel: ChannelKey, event: InboundEvent) => Promise<void>;
  /** Shows a message to a customer whose browser is connected here. */
  readonly push: (channel: ChannelKey, address: string, message: OutboundMessage) => Promise<void>;
  /** The channel types there are; tests bring their own. */
  readonly factories?: Readonly<Record<string, ChannelAdapterFactory>>;
}

/** Holds the connection of every channel that is in use: made when first needed, made anew when it was changed. */
export interface ChannelSupervisor {
  /** The channel's adapter, connected; null where there is no such channel, or its type is not known any more. */
  adapter(channel: ChannelKey): Promise<ChannelAdapter | null>;
  /** Closes a connection whose settings have changed; the next use makes a new one. */
  changed(channel: ChannelKey): Promise<void>;
  stop(): Promise<void>;
}

export function createChannelSupervisor(deps: SupervisorDeps): ChannelSupervisor {
  const { database, log, factories = channelAdapters } = deps;
  const connections = new Map<string, Promise<ChannelAdapter | null>>();

  async function connect(channel: ChannelKey): Promise<ChannelAdapter | null> {
    const stored = await readChannel(database, channel);
    const factory = stored ? factories[stored.type] : undefined;
    if (!stored || !factory) return null;
    const parsed = channelDefinitions[stored.type]?.parseSettings(stored.settings);
    if (parsed?.ok === false)
      log.warn({ ...channel, problems: parsed.problems }, 'The settings of a channel are wrong');
    const adapter = factory.create({
      channelId: channel.channelId,
      settings: parsed?.ok ? parsed.settings : stored.settings,
      host: { push: (address, message) => deps.push(channel, address, message) },
    });
    await adapter.connect(
      (event) => deps.onInbound(channel, event),
      (status) => log.info({ ...channel, ...status }, 'The state of a channel changed'),
    );
    return adapter;
  }

  async function close(connection: Promise<ChannelAdapter | null>): Promise<void> {
    const adapter = await connection.catch(() => null);
    await adapter?.close();
  }

  return {
    adapter({ workspaceId, channelId }) {
      // Whoever asks may hand in more than a key, and the connection outlives the call.
      const channel = { workspaceId, channelId };
      const key = keyOf(channel);
      const known = connections.get(key);
      if (known) return known;
      const connection = connect(channel);
      connections.set(key, connection);
      const forget = () => connections.get(key) === connection && connections.delete(key);
      // What could not be made is tried again at the next use; what is not there costs no memory.
      connection.then((adapter) => adapter ?? forget(), forget);
      return connection;
    },
    async changed(channel) {
      const connection = connections.get(keyOf(channel));
      connections.delete(keyOf(channel));
      if (connection) await close(connection);
    },
    async stop() {
      const all = [...connections.values()];
      connections.clear();
      await Promise.all(all.map(close));
    },
  };
}

function keyOf({ workspaceId, channelId }: ChannelKey): string {
  return `${workspaceId}/${channelId}`;
}
