import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface DatabaseProxy {
  /** The database's address, by way of the proxy. */
  readonly url: string;
  /** Cuts every connection and refuses new ones: the database is away. */
  down(): Promise<void>;
  /** Accepts connections, and lets nothing through: the database is there, but does not answer. */
  hang(): void;
  /** Lets through again. */
  up(): Promise<void>;
}

/** Stands between a runtime and its database, so that a test can take the database away and bring it back. */
export async function startDatabaseProxy(url: string): Promise<DatabaseProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let server: Server = await listen(0);
  const port = portOf(server);
  let hanging = false;

  async function listen(wanted: number): Promise<Server> {
    const listening = createServer((client) => {
      const database = connect(Number(target.port || 5432), target.hostname);
      for (const [one, other] of [
        [client, database],
        [database, client],
      ] as const) {
        sockets.add(one);
        // Cut on purpose: who was connected finds out by itself.
        one.on('error', () => undefined);
        one.on('close', () => {
          sockets.delete(one);
          other.destroy();
        });
        one.pipe(other);
        if (hanging) one.unpipe(other).pause();
      }
    });
    listening.listen(wanted, '127.0.0.1');
    await once(listening, 'listening');
    return listening;
  }

  const proxied = new URL(url);
  proxied.hostname = '127.0.0.1';
  proxied.port = String(port);
  return {
    url: proxied.href,
    async down() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    hang() {
      hanging = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    async up() {
      hanging = false;
      // What was held back is cut: nobody waits for it any more.
      if (server.listening) for (const socket of sockets) socket.destroy();
      else server = await listen(port);
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The proxy does not listen');
  return address.port;
}
