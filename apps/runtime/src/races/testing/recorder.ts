import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const messageSchema = z.object({ key: z.string(), conversationId: z.string(), seq: z.int(), pid: z.int() });

/** A message that a process asked the provider to send. */
export interface Call {
  readonly seq: number;
  /** The process that called. */
  readonly pid: number;
  /** When it came, as `performance.now()` says. */
  readonly at: number;
  /** What the customer got of it. */
  shown: boolean;
}

type Answer = 'takes' | 'refuses';

/** What is done with the next call for a conversation, before it is answered. */
type Plan = (call: Call) => Promise<Answer> | Answer;

/** A provider that shows every message as often as it is given, and writes down all it was asked. */
export class Recorder {
  readonly #server: Server;
  readonly #calls = new Map<string, Call[]>();
  readonly #plans = new Map<string, Plan>();

  constructor() {
    this.#server = createServer((request, response) => {
      // Whoever called may be dead by now.
      this.#take(request, response).catch(() => response.destroy());
    });
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The recorder has no port');
    return `http://127.0.0.1:${address.port}/messages`;
  }

  /** What it was asked to send in a conversation, in the order it was asked. */
  calls(conversationId: string): readonly Call[] {
    return this.#calls.get(conversationId) ?? [];
  }

  /** The numbers of what the customer was shown, in the order they saw it. */
  shown(conversationId: string): number[] {
    return this.calls(conversationId).flatMap(({ seq, shown }) => (shown ? [seq] : []));
  }

  /** Has the next call of a conversation answered in another way than "sent". */
  next(conversationId: string, plan: Plan): void {
    this.#plans.set(conversationId, plan);
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { conversationId, seq, pid } = messageSchema.parse(JSON.parse(await text(request)));
    const call: Call = { seq, pid, at: performance.now(), shown: true };
    this.#calls.set(conversationId, [...this.calls(conversationId), call]);
    const plan = this.#plans.get(conversationId);
    this.#plans.delete(conversationId);
    if (plan && (await plan(call)) === 'refuses') {
      call.shown = false;
      response.writeHead(429).end();
    } else {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    }
  }
}
