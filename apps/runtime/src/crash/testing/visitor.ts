import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type VisitorClientEvents,
  type VisitorEntry,
  type VisitorServerEvents,
  type VisitorSnapshot,
  visitorNamespace,
} from '@baton/contracts';
import type { InboundContent, OutboundContent } from '@baton/engine';
import { io, type Socket } from 'socket.io-client';
import { TestClient } from '../../testing/test-client.ts';
import { answers } from './answers.ts';
import type { Problems } from './problems.ts';
import { Screen } from './screen.ts';
import type { Traffic } from './traffic.ts';

const PATIENCE_MS = 90_000;
const POLL_MS = 250;

export interface VisitorDeps {
  readonly url: string;
  readonly channelId: string;
  readonly traffic: Traffic;
  readonly problems: Problems;
  /** Whether news come over a socket, as to the widget; else the visitor asks for them again and again. */
  readonly live: boolean;
}

type Command = 'start' | 'request-person' | 'cancel-waiting' | 'end-chat';

/** A visitor's browser without its window: the widget's protocol, its patience and its ids. */
export class Visitor {
  readonly screen: Screen;
  readonly #deps: VisitorDeps;
  readonly #http: TestClient;
  readonly #watching = new Set<() => void>();
  #token = '';
  #socket: Socket<VisitorServerEvents, VisitorClientEvents> | undefined;
  #left = false;
  #missed = false;
  #syncing: Promise<void> | undefined;

  constructor(deps: VisitorDeps) {
    this.#deps = deps;
    this.screen = new Screen(deps.problems);
    this.#http = new TestClient(deps.url);
  }

  async arrive(): Promise<void> {
    const { channelId, traffic, live } = this.#deps;
    const answer = await traffic.persist(() => this.#http.post(`/api/widget/${channelId}/session`, {}));
    this.#token = answers.session.parse(answer.body).token;
    if (live) this.#listen();
    else void this.#poll();
  }

  leave(): void {
    this.#left = true;
    this.#socket?.close();
  }

  async command(name: Command): Promise<void> {
    const commandId = randomUUID();
    await this.#post(`/api/widget/${name}`, { commandId });
  }

  /** Sends something; resolves when the server has acknowledged it. */
  async send(clientId: string, content: InboundContent): Promise<void> {
    await this.#post('/api/widget/messages', { clientId, content });
  }

  /** Resolves with the entry once there are that many that fit. */
  async sees(what: string, fits: (entry: VisitorEntry) => boolean, times = 1): Promise<VisitorEntry> {
    const found = () => this.screen.entries().filter(fits)[times - 1];
    await this.#until(what, () => found() !== undefined);
    return found() ?? Promise.reject(new Error(`${what} was shown, and is not any more`));
  }

  /** Waits for the form or question that holds `text`, and answers what is asked. */
  async seesText(text: string, times = 1): Promise<OutboundContent> {
    const { content } = await this.sees(`“${text}”`, (entry) => wordsOf(entry.content).includes(text), times);
    if (content.kind === 'text' || content.kind === 'choices' || content.kind === 'form') return content;
    throw new Error(`“${text}” is nothing that was sent to the visitor`);
  }

  async isTold(mode: VisitorSnapshot['status']['mode']): Promise<void> {
    await this.#until(`the mode ${mode}`, () => this.screen.status.mode === mode);
  }

  /** Asks what there is to know; one request at a time, and on until nothing was missed meanwhile. */
  catchUp(): Promise<void> {
    this.#missed = true;
    this.#syncing ??= this.#sync().finally(() => {
      this.#syncing = undefined;
    });
    return this.#syncing;
  }

  async #sync(): Promise<void> {
    while (this.#missed) {
      this.#missed = false;
      const { conversationId, lastSeq } = this.screen;
      const query = new URLSearchParams({ after: String(lastSeq), ...(conversationId && { conversationId }) });
      const answer = await this.#deps.traffic.persist(() => this.#request('GET', `/api/widget/sync?${query}`));
      if (this.screen.conversationId === conversationId) {
        this.screen.complete(answers.snapshot.parse(answer.body), lastSeq);
      } else {
        // Another conversation has begun meanwhile: the answer is about the one before.
        this.#missed = true;
      }
      this.#changed();
    }
  }

  async #post(path: string, body: object): Promise<void> {
    const answer = await this.#deps.traffic.persist(() => this.#request('POST', path, JSON.stringify(body)));
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
    if (!this.screen.news(answers.snapshot.parse(answer.body))) await this.catchUp();
    this.#changed();
  }

  #request(method: string, path: string, body?: string) {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${this.#token}` };
    return this.#http.send(method, path, body, headers);
  }

  #listen(): void {
    const socket: Socket<VisitorServerEvents, VisitorClientEvents> = io(this.#deps.url + visitorNamespace, {
      auth: { token: this.#token },
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 200,
    });
    this.#socket = socket;
    const catchUp = () => this.#quietly(this.catchUp());
    socket.on('connect', catchUp);
    socket.on('disconnect', (reason) => {
      if (reason === 'io server disconnect') socket.connect();
    });
    socket.on('changed', (news) => {
      if (!this.screen.news(news)) return catchUp();
      socket.emit('seen', { seq: this.screen.lastSeq, visible: true });
      this.#changed();
    });
    socket.on('delivery.changed', ({ conversationId, seq }) => {
      const shown = this.screen.entries(conversationId).some((entry) => entry.seq === seq);
      return shown ? undefined : catchUp();
    });
  }

  async #poll(): Promise<void> {
    while (!this.#left) {
      await this.#quietly(this.catchUp());
      await delay(POLL_MS);
    }
  }

  async #quietly(work: Promise<void>): Promise<void> {
    await work.catch((error: unknown) => {
      if (!this.#left) this.#deps.problems.add('other', `A visitor could not catch up: ${String(error)}`);
    });
  }

  #changed(): void {
    for (const look of this.#watching) look();
  }

  async #until(what: string, holds: () => boolean): Promise<void> {
    if (holds()) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const look = () => holds() && resolve();
    const shown = () => this.screen.entries().map(({ seq, content }) => `${seq} ${wordsOf(content)}`);
    const late = () => reject(new Error(`A visitor waited for ${what} in vain, and saw: ${shown().join(' | ')}`));
    const timer = setTimeout(late, PATIENCE_MS);
    this.#watching.add(look);
    await promise.finally(() => {
      clearTimeout(timer);
      this.#watching.delete(look);
    });
  }
}

function wordsOf(content: VisitorEntry['content']): string {
  if (content.kind === 'form') return content.title;
  return 'text' in content ? content.text : content.kind;
}
