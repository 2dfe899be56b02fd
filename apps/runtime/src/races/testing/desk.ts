import { randomUUID } from 'node:crypto';
import { type StaffServerEvents, staffNamespace } from '@baton/contracts';
import { io, type Socket } from 'socket.io-client';
import { z } from 'zod';
import { TestClient } from '../../testing/test-client.ts';
import type { PerSide, Side } from './side.ts';
import { until } from './until.ts';

const refusalSchema = z.object({ code: z.string(), message: z.string() });

/** What a command came to: done, or refused with a code and a sentence. */
export type CommandAnswer =
  | { readonly done: true }
  | { readonly done: false; readonly code: string; readonly message: string };

interface Told {
  readonly news: keyof StaffServerEvents;
  readonly detail: unknown;
}

/** A member of staff who is signed in on both processes; their inbox is open on one of them. */
export class Desk {
  readonly name: string;
  readonly #clients: PerSide<TestClient>;
  readonly #told = new Map<string, Told[]>();
  #socket: Socket | undefined;

  private constructor(name: string, clients: PerSide<TestClient>) {
    this.name = name;
    this.#clients = clients;
  }

  static async open(
    name: string,
    urls: PerSide<string>,
    account: { readonly email: string; readonly password: string },
    inboxOn: Side,
  ): Promise<Desk> {
    const clients = { a: new TestClient(urls.a), b: new TestClient(urls.b) };
    const desk = new Desk(name, clients);
    for (const client of Object.values(clients)) {
      const { status, text } = await client.post('/api/auth/sign-in/email', {
        email: account.email,
        password: account.password,
      });
      if (status !== 200) throw new Error(`${name} could not sign in: ${text}`);
    }
    desk.#listen(clients[inboxOn]);
    return desk;
  }

  async command(on: Side, conversationId: string, name: string, more: object = {}): Promise<CommandAnswer> {
    const body = { commandId: randomUUID(), ...more };
    const {
      status,
      body: answer,
      text,
    } = await this.#clients[on].post(`/api/conversations/${conversationId}/${name}`, body);
    if (status === 200) return { done: true };
    const refusal = refusalSchema.safeParse(answer);
    if (!refusal.success || status >= 500) throw new Error(`${name} answered ${status}: ${text}`);
    return { done: false, ...refusal.data };
  }

  reply(on: Side, conversationId: string, text: string, clientId: string = randomUUID()): Promise<CommandAnswer> {
    return this.command(on, conversationId, 'reply', { text, clientId });
  }

  /** What an owner or an admin asks of the API, on the process of their choice. */
  async ask(on: Side, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<unknown> {
    const answer = await this.#clients[on].request(method, path, body);
    if (answer.status !== 200) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
    return answer.body;
  }

  /** What the inbox has heard about a conversation, by the name of the news. */
  told(conversationId: string, news: keyof StaffServerEvents): unknown[] {
    return (this.#told.get(conversationId) ?? []).flatMap((each) => (each.news === news ? [each.detail] : []));
  }

  get online(): boolean {
    return this.#socket?.connected ?? false;
  }

  close(): void {
    this.#socket?.close();
  }

  #listen(client: TestClient): void {
    const socket = io(client.url + staffNamespace, {
      extraHeaders: { cookie: client.cookies, origin: client.url },
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 200,
    });
    this.#socket = socket;
    const keep = (news: keyof StaffServerEvents) => {
      socket.on(news, (detail: unknown) => {
        const { conversationId, row } = aboutSchema.parse(detail);
        const id = conversationId ?? row?.id;
        if (id !== undefined) this.#told.set(id, [...(this.#told.get(id) ?? []), { news, detail }]);
      });
    };
    for (const news of ['conversation.changed', 'handoff.ringing', 'handoff.settled'] as const) keep(news);
  }
}

/** Waits until a message has reached the inbox of each. */
export async function seenByAll(desks: readonly Desk[], conversationId: string, clientId: string): Promise<void> {
  for (const desk of desks) {
    await until(`the message reaches the inbox of ${desk.name}`, () => {
      const news = desk.told(conversationId, 'conversation.changed');
      return news.some((each) => JSON.stringify(each).includes(clientId)) || undefined;
    });
  }
}

const aboutSchema = z.object({ conversationId: z.string().optional(), row: z.object({ id: z.string() }).optional() });
