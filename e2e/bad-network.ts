import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import type { Runtime } from './runtime.ts';

/** What lies between a visitor and the runtime, and may stop carrying anything without a word to either of them. */
export interface BadNetwork {
  /** The runtime's address through it. */
  readonly url: string;
  /** What the visitor sends arrives; nothing comes back. */
  losesAnswers(): void;
  /** Nothing is carried, nothing is closed: who waits is not told. */
  dies(): void;
  /** New connections are carried again; those from before are gone. */
  recovers(): void;
  close(): void;
}

/** Puts a network before the runtime that a test can break. */
export async function putBadNetworkBefore(runtime: Runtime): Promise<BadNetwork> {
  const links = new Set<Socket>();
  let up = true;
  let down = true;
  const carry = (from: Socket, to: Socket, works: () => boolean) => {
    links.add(from);
    from.on('data', (bytes) => works() && to.write(bytes));
    // An end is told like anything else: not by a network that is dead.
    from.on('close', () => {
      links.delete(from);
      if (works()) to.destroy();
    });
    from.on('error', () => from.destroy());
  };
  const server = createServer((visitor) => {
    const runtimeSide = connect(runtime.port, '127.0.0.1');
    carry(visitor, runtimeSide, () => up);
    carry(runtimeSide, visitor, () => down);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');

  const cut = () => {
    for (const socket of links) socket.destroy();
  };
  return {
    url: `http://localhost:${address.port}`,
    losesAnswers() {
      down = false;
    },
    dies() {
      up = false;
      down = false;
    },
    recovers() {
      cut();
      up = true;
      down = true;
    },
    close() {
      server.close();
      cut();
    },
  };
}
