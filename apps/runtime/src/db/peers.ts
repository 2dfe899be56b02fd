import { setTimeout as delay } from 'node:timers/promises';
import { createAdapter } from '@socket.io/postgres-adapter';
import pg from 'pg';
import type { ServerOptions } from 'socket.io';
import type { Logger } from '../logging.ts';
import type { Database } from './client.ts';

/** What lets the Socket.IO servers of several processes speak to each other. */
export interface Peers {
  readonly adapter: NonNullable<ServerOptions['adapter']>;
  /** After the adapters have been closed. */
  close(): Promise<void>;
}

/** One connection listens. The other speaks, alone: what is said on one connection is heard in its order. */
const CONNECTIONS = 2;

/** PostgreSQL takes less than 8,000 bytes; what is larger goes by a table. */
const LARGEST_NOTICE = 7_900;
const CLOSE_WITHIN_MS = 1_000;
/** The adapter listens again one to three seconds after its connection was lost. */
const LISTENS_AGAIN_MS = 4_000;
const TELL_AGAIN_MS = 60_000;

interface PeersDeps {
  readonly database: Database;
  readonly log: Logger;
  /** News of other processes were missed, and are heard again: whoever is connected here should fetch. */
  readonly onGap: () => void;
}

/** By way of their database. */
export function createPeers({ database, log, onGap }: PeersDeps): Peers {
  const pool = new pg.Pool({
    ...database.pool.options,
    max: CONNECTIONS,
    application_name: 'baton-sockets',
    // What is said is of no use after a crash.
    options: '-c synchronous_commit=off',
  });
  // A lost connection is made anew by the adapter; without listeners it would end the process.
  let toldAt = Number.NEGATIVE_INFINITY;
  const report = (error: Error) => {
    // Every piece of news fails while the database is away.
    if (performance.now() - toldAt < TELL_AGAIN_MS) return;
    toldAt = performance.now();
    log.warn({ err: error }, 'News did not reach the other processes, or theirs us');
  };
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    client.on('end', () => {
      if (client.listenerCount('notification') === 0) return;
      // The adapter forgets to give a lost connection back, and the pool would be full at the second one.
      client.release(true);
      waitUntilHeard();
    });
  });

  let waiting: NodeJS.Timeout | undefined;
  function waitUntilHeard(): void {
    clearTimeout(waiting);
    // While the database is away nobody could fetch.
    waiting = setTimeout(() => void pool.query('SELECT 1').then(onGap, waitUntilHeard), LISTENS_AGAIN_MS);
    waiting.unref();
  }

  return {
    adapter: createAdapter(pool, { errorHandler: report, payloadThreshold: LARGEST_NOTICE }),
    async close() {
      clearTimeout(waiting);
      // An adapter that was not listening yet would try to for ever.
      pool.connect = () => new Promise<never>(() => undefined);
      await Promise.race([pool.end(), delay(CLOSE_WITHIN_MS, undefined, { ref: false })]);
    },
  };
}
