import type { Server as HttpServer } from 'node:http';
import { staffNamespace, visitorNamespace } from '@baton/contracts';
import { Server } from 'socket.io';
import type { StaffNamespace, VisitorNamespace } from './socket-types.ts';

export interface Sockets {
  readonly staff: StaffNamespace;
  readonly visitors: VisitorNamespace;
  attach(server: HttpServer): void;
  close(): Promise<void>;
}

/** No event of a client comes near it. */
const LARGEST_EVENT = 16 * 1024;

/** The Socket.IO server with its two namespaces, not yet listening. */
export function createSockets(): Sockets {
  const io = new Server({
    serveClient: false,
    maxHttpBufferSize: LARGEST_EVENT,
    // The widget's page may be on any site: visitors are known by their token, and no cookie is sent along.
    cors: { origin: '*', credentials: false },
  });
  const staff = io.of(staffNamespace);
  const visitors = io.of(visitorNamespace);
  return {
    staff,
    visitors,
    attach(server) {
      io.attach(server);
    },
    async close() {
      io.disconnectSockets(true);
      // The HTTP server is closed by who opened it.
      io.engine?.close();
    },
  };
}
