import { setTimeout as delay } from 'node:timers/promises';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import { createClient } from 'redis';
import type { Peers } from '../db/peers.ts';
import type { Logger } from '../logging.ts';
import { StartupError } from '../startup-error.ts';

/** A connection to Redis, for one installation: others may use the same server. */
export interface RedisLink {
  readonly client: RedisClient;
  /** Begins the names of everything that is kept or said there. */
  readonly prefix: string;
}
type RedisClient = ReturnType<typeof newClient>;

/** A server that is started together with us may need a while. */
const PATIENCE_MS = 60_000;
const RETRY_MS = 500;
const LONGEST_PAUSE_MS = 2_000;
/** What is said is heard within this time by the reader's next look. */
const BLOCK_MS = 1_000;
/** All connections of this process are back some time after the first. */
const HEARS_AGAIN_MS = 2_000;

function newClient(url: string) {
  return createClient({
    url,
    // What can't be said now is of no use later: whoever asks goes on without the other processes.
    disableOfflineQueue: true,
    socket: { reconnectStrategy: (tries: number) => Math.min(RETRY_MS * (tries + 1), LONGEST_PAUSE_MS) },
  });
}

/** Connects to the server at REDIS_URL; throws a sentence where it can't be reached. */
export async function connectRedis(url: string, prefix: string): Promise<RedisLink> {
  const client = newClient(url);
  let reason = 'it does not answer';
  // Never taken off: this client forgets how to tell anything when its last listener goes.
  client.on('error', (error: Error) => {
    reason = error.message;
  });
  const late = delay(PATIENCE_MS, 'late', { ref: false });
  if ((await Promise.race([client.connect(), late])) === 'late') {
    client.destroy();
    throw new StartupError(`The Redis server at REDIS_URL can't be used: ${reason}.`);
  }
  return { client, prefix };
}

/** Lets the Socket.IO servers of several processes speak to each other by way of Redis streams. */
export function createRedisPeers(deps: {
  readonly redis: RedisLink;
  readonly log: Logger;
  /** News of other processes were missed, and are heard again: whoever is connected here should fetch. */
  readonly onGap: () => void;
}): Peers {
  const { log, onGap } = deps;
  const { client, prefix } = deps.redis;
  const streamName = `${prefix}:news`;
  let away = false;
  let waiting: NodeJS.Timeout | undefined;

  client.on('error', (error: Error) => {
    if (!away) log.warn({ err: error }, 'Redis is away: news do not reach the other processes, nor theirs us');
    away = true;
  });
  client.on('ready', () => {
    if (!away) return;
    away = false;
    log.info('Redis is back');
    // Streams go on where they stopped, but not what was said to those who were listening.
    clearTimeout(waiting);
    waiting = setTimeout(onGap, HEARS_AGAIN_MS);
    waiting.unref();
    begin();
  });

  /** A reader that has never read anything reads from "now" at each look, and would miss what comes between two. */
  function begin(): void {
    const entry = () => client.xAdd(streamName, '*', { begin: '1' });
    delay(HEARS_AGAIN_MS / 2, undefined, { ref: false })
      .then(entry)
      .catch(() => undefined);
  }
  begin();

  // Just what the adapter asks of a client.
  const spoken = {
    sSubscribe: () => undefined,
    // Connections that listen wait for the server to come back.
    duplicate: () => client.duplicate({ disableOfflineQueue: false }),
    xAdd: client.xAdd.bind(client),
    sendCommand: client.sendCommand.bind(client),
    publish: (channel: string, message: Buffer) => client.publish(channel, message).catch(() => 0),
  };
  return {
    adapter: createAdapter(spoken, { streamName, channelPrefix: prefix, blockTimeInMs: BLOCK_MS }),
    async close() {
      clearTimeout(waiting);
      client.destroy();
    },
  };
}
