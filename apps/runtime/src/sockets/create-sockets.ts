import type { Server as HttpServer } from 'node:http';
import { staffNamespace, visitorNamespace } from '@baton/contracts';
import { Server } from 'socket.io';
import type { Database } from '../db/client.ts';
import { createPeers } from '../db/peers.ts';
import type { Logger } from '../logging.ts';
import { createRedisPeers, type RedisLink } from './redis-peers.ts';
import type { StaffNamespace, VisitorNamespace } from './socket-types.ts';

export interface Sockets {
  readonly staff: StaffNamespace;
  readonly visitors: VisitorNamespace;
  /** Other processes may use the database: news are passed on to them. */
  readonly shared: boolean;
  attach(server: HttpServer): void;
  close(): Promise<void>;
}

/** No event of a client comes near it. */
const LARGEST_EVENT = 16 * 1024;

export interface SharedSockets {
  readonly database: Database;
  readonly log: Logger;
  /** What news travel by; the database where it is not given. */
  readonly redis?: RedisLink;
}

/** The Socket.IO server with its two namespaces, not yet listening; `shared` with the other processes of a database. */
export function createSockets(shared?: SharedSockets): Sockets {
  const peers = shared && peersOf(shared, () => interrupt());
  const io = new Server({
    serveClient: false,
    ...(peers && { adapter: peers.adapter }),
    maxHttpBufferSize: LARGEST_EVENT,
    // The widget's page may be on any site: visitors are known by their token, and no cookie is sent along.
    cors: { origin: '*', credentials: false },
  });
  const staff = io.of(staffNamespace);
  const visitors = io.of(visitorNamespace);

  /** Clients connect again by themselves after an interruption, and fetch what they missed. */
  function interrupt(): void {
    for (const namespace of [staff, visitors]) for (const socket of namespace.sockets.values()) socket.conn.close();
  }

  return {
    staff,
    visitors,
    shared: peers !== undefined,
    attach(server) {
      io.attach(server);
    },
    async close() {
      for (const namespace of [staff, visitors]) namespace.local.disconnectSockets(true);
      // The HTTP server is closed by who opened it.
      io.engine?.close();
      await Promise.all([io.of('/'), staff, visitors].map((namespace) => namespace.adapter.close()));
      await peers?.close();
    },
  };
}

function peersOf({ database, log, redis }: SharedSockets, onGap: () => void) {
  return redis ? createRedisPeers({ redis, log, onGap }) : createPeers({ database, log, onGap });
}
