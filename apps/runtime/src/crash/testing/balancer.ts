import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** What a load balancer does: each new connection goes to the next process that is ready. */
export class Balancer {
  readonly #ports: () => readonly number[];
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  #turn = 0;

  /** `ports` are those of the processes that take requests at the moment. */
  constructor(ports: () => readonly number[]) {
    this.#ports = ports;
    this.#server = createServer((client) => this.#pass(client));
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The balancer has no port');
    return `http://127.0.0.1:${address.port}`;
  }

  close(): void {
    for (const socket of this.#open) socket.destroy();
    this.#server.close();
  }

  #pass(client: Socket): void {
    const ports = this.#ports();
    this.#turn += 1;
    const port = ports[this.#turn % ports.length];
    if (port === undefined) return void client.destroy();
    const process = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [client, process],
      [process, client],
    ] as const) {
      this.#open.add(from);
      from.pipe(to);
      // One side is gone, killed or not: so is the other.
      from.on('error', () => undefined);
      from.on('close', () => {
        this.#open.delete(from);
        to.destroy();
      });
    }
  }
}
