import type { ChannelStatus } from '@baton/channels/channel-adapter';
import {
  type ConnectionVersion,
  claimConnections,
  isPairedElsewhere,
  noteStatus,
  releaseConnections,
} from '../db/channel-connections.ts';
import type { Database } from '../db/client.ts';
import { createLoop, type Loop } from '../effects/loop.ts';
import type { Logger } from '../logging.ts';
import type { Clock } from '../services.ts';
import type { ChannelSupervisor } from './channel-supervisor.ts';

export interface KeeperDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly instanceId: string;
  readonly channels: Pick<ChannelSupervisor, 'adapter' | 'changed'>;
}

/** A change that another process made, or a process that died, is noticed within this time. */
const LOOK_MS = 2_000;

interface Kept {
  readonly connection: ConnectionVersion;
  readonly type: string;
  /** How it is, and as what that was noted last. */
  status: ChannelStatus | undefined;
  noted: ChannelStatus | undefined;
  noting: Promise<void> | undefined;
}

/**
 * Keeps connections that only one process may keep: takes those that nobody keeps, connects them, and lets go of
 * those that were changed, disconnected, or taken over because this process was silent for too long.
 */
export function createConnectionKeeper(deps: KeeperDeps): Loop {
  const { database, clock, log, instanceId, channels } = deps;
  const kept = new Map<string, Kept>();

  async function look(): Promise<number> {
    const wanted = new Map((await claimConnections(database, instanceId)).map((each) => [keyOf(each), each]));
    for (const [key, { connection }] of kept) {
      if (wanted.get(key)?.version === connection.version) continue;
      kept.delete(key);
      await channels.changed(connection);
    }
    for (const [key, connection] of wanted) if (!kept.has(key)) await keep(key, connection);
    // What could not be noted is noted when the database is back.
    for (const each of kept.values()) note(each);
    return LOOK_MS;
  }

  async function keep(key: string, connection: ConnectionVersion & { readonly type: string }): Promise<void> {
    // Made for sending by an older version, it may be.
    await channels.changed(connection);
    const adapter = await channels.adapter(connection);
    if (!adapter) return;
    const own: Kept = { connection, type: connection.type, status: undefined, noted: undefined, noting: undefined };
    kept.set(key, own);
    await adapter.connect(
      async () => undefined,
      (status) => {
        own.status = status;
        note(own);
      },
    );
  }

  function note(own: Kept): void {
    own.noting ??= noteLatest(own)
      .catch((error: unknown) => log.warn({ err: error }, 'How a channel is could not be noted'))
      .finally(() => {
        own.noting = undefined;
      });
  }

  /** One note at a time, so that an older one never comes last. */
  async function noteLatest(own: Kept): Promise<void> {
    while (own.status && !isSame(own.status, own.noted)) {
      const { status } = own;
      const accountId = status.account ? `${own.type}:${status.account.id}` : null;
      if (accountId !== null && (await isPairedElsewhere(database, accountId, own.connection))) {
        // Two channels of one account would both answer its customers.
        own.status = { state: 'disconnected', error: `${status.account?.name} is connected to another channel` };
        await channels.changed(own.connection);
        continue;
      }
      await noteStatus(database, own.connection, instanceId, status, accountId);
      own.noted = status;
    }
  }

  const loop = createLoop({
    clock,
    look,
    retryMs: LOOK_MS,
    onError: (error) => log.error({ err: error }, 'The connections of channels could not be looked after'),
  });
  return {
    nudge: loop.nudge,
    async stop() {
      await loop.stop();
      // Ends the polls before anybody else begins with theirs.
      await Promise.all([...kept.values()].map(({ connection }) => channels.changed(connection)));
      await Promise.all([...kept.values()].map(({ noting }) => noting));
      await releaseConnections(database, instanceId);
    },
  };
}

function isSame(one: ChannelStatus, other: ChannelStatus | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function keyOf({ workspaceId, channelId }: ConnectionVersion): string {
  return `${workspaceId}/${channelId}`;
}
