import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { Random } from './random.ts';

const messageSchema = z.object({ key: z.string(), conversationId: z.string(), seq: z.int(), pid: z.int() });

/** What became of one call, as the provider knows it. */
export interface Call {
  readonly conversationId: string;
  readonly seq: number;
  readonly at: number;
  /** The life of the server that made it. */
  readonly life: number;
  readonly outcome: 'shown' | 'refused' | 'unanswered';
  /** Whether the customer has it. */
  readonly shown: boolean;
}

/** Of so many calls one is refused for the moment, and one is taken without an answer. */
const REFUSED_OF = 20;
const UNANSWERED_OF = 40;

/**
 * Somebody else's messenger: shows every message it takes, also one that it was given before. It writes down what it
 * was asked, and lives on when the server is killed.
 */
export class Provider {
  readonly calls: Call[] = [];
  readonly #random: Random;
  readonly #life: () => number;
  readonly #server: Server;
  #armed: { call: number; arrives: boolean; kill: (pid: number) => void } | undefined;

  constructor(random: Random, life: () => number) {
    this.#random = random;
    this.#life = life;
    this.#server = createServer((request, response) => {
      // Whoever called may be dead by now.
      this.#take(request, response).catch(() => response.destroy());
    });
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The provider has no port');
    return `http://127.0.0.1:${address.port}/messages`;
  }

  /** Kills who calls in the middle of the n-th call from now on, which arrives or does not. */
  arm(call: number, arrives: boolean, kill: (pid: number) => void): void {
    this.#armed = { call, arrives, kill };
  }

  disarm(): void {
    this.#armed = undefined;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const message = messageSchema.parse(JSON.parse(await text(request)));
    const note = (outcome: Call['outcome'], shown: boolean) => {
      const { conversationId, seq } = message;
      this.calls.push({ conversationId, seq, at: performance.now(), life: this.#life(), outcome, shown });
    };
    const armed = this.#armed;
    if (armed) {
      armed.call -= 1;
      if (armed.call <= 0) {
        this.disarm();
        note('unanswered', armed.arrives);
        armed.kill(message.pid);
        return;
      }
    }
    if (this.#random.below(REFUSED_OF) === 0) {
      note('refused', false);
      response.writeHead(429).end();
    } else if (this.#random.below(UNANSWERED_OF) === 0) {
      note('unanswered', true);
      response.destroy();
    } else {
      note('shown', true);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id: message.key }));
    }
  }
}
