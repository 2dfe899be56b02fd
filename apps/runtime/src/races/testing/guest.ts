import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { visitorNamespace } from '@baton/contracts';
import { io, type Socket } from 'socket.io-client';
import { answers } from '../../crash/testing/answers.ts';
import { TestClient } from '../../testing/test-client.ts';
import type { PerSide, Side } from './side.ts';

type Answer = Awaited<ReturnType<TestClient['get']>>;

/** A limit's window is a minute, and a machine with many visitors is one address. */
const LIMIT_TRIES = 70;

/** A visitor's browser that can speak to both processes. */
export class Guest {
  readonly #clients: PerSide<TestClient>;
  readonly #token: string;

  private constructor(clients: PerSide<TestClient>, token: string) {
    this.#clients = clients;
    this.#token = token;
  }

  static async arrive(urls: PerSide<string>, channelId: string): Promise<Guest> {
    const clients = { a: new TestClient(urls.a), b: new TestClient(urls.b) };
    const door = Math.random() < 0.5 ? clients.a : clients.b;
    const answer = await withinLimits(() => door.post(`/api/widget/${channelId}/session`, {}));
    return new Guest(clients, answers.session.parse(answer.body).token);
  }

  /** Answers the conversation that the visitor is in then. */
  async command(on: Side, name: 'start' | 'request-person' | 'cancel-waiting' | 'end-chat'): Promise<string> {
    return this.#post(on, `/api/widget/${name}`, { commandId: randomUUID() });
  }

  async says(on: Side, text: string, clientId: string = randomUUID()): Promise<string> {
    return this.#post(on, '/api/widget/messages', { clientId, content: { kind: 'text', text } });
  }

  /** Opens a tab; resolves when it is connected. */
  async tab(on: Side): Promise<Socket> {
    const socket = io(this.#clients[on].url + visitorNamespace, {
      auth: { token: this.#token },
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return socket;
  }

  async #post(on: Side, path: string, body: object): Promise<string> {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${this.#token}` };
    const answer = await withinLimits(() => this.#clients[on].send('POST', path, JSON.stringify(body), headers));
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
    return answers.snapshot.parse(answer.body).conversationId ?? '';
  }
}

async function withinLimits(request: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 0; tries < LIMIT_TRIES; tries += 1) {
    const answer = await request();
    if (answer.status !== 429) return answer;
    await delay(1_000);
  }
  throw new Error('The limit did not end');
}
