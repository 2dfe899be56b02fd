import { randomUUID } from 'node:crypto';
import { type ConversationDetail, staffNamespace } from '@baton/contracts';
import { io, type Socket } from 'socket.io-client';
import { TestClient } from '../../testing/test-client.ts';
import { answers } from './answers.ts';
import { owner } from './server.ts';
import type { Traffic } from './traffic.ts';

const PATIENCE_MS = 60_000;

/** A member of staff at their inbox, as far as the server can tell. */
export class Staff {
  readonly #http: TestClient;
  readonly #traffic: Traffic;
  #socket: Socket | undefined;

  constructor(url: string, traffic: Traffic) {
    this.#http = new TestClient(url);
    this.#traffic = traffic;
  }

  async signIn(): Promise<void> {
    const { status } = await this.#http.post('/api/auth/sign-in/email', owner);
    if (status !== 200) throw new Error(`Signing in answered ${status}`);
    const socket = io(this.#http.url + staffNamespace, {
      extraHeaders: { cookie: this.#http.cookies, origin: this.#http.url },
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 20,
      reconnectionDelayMax: 50,
    });
    this.#socket = socket;
    // A server that stops says so, and Socket.IO takes it for good.
    socket.on('disconnect', (reason) => {
      if (reason === 'io server disconnect') socket.connect();
    });
  }

  leave(): void {
    this.#socket?.close();
  }

  /** Resolves while the inbox is connected: at once, or when it is again. */
  async online(): Promise<void> {
    const socket = this.#socket;
    if (!socket || socket.connected) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const late = () => reject(new Error(`The inbox did not connect again within ${PATIENCE_MS / 1000} s`));
    const timer = setTimeout(late, PATIENCE_MS);
    socket.once('connect', resolve);
    await promise.finally(() => clearTimeout(timer));
  }

  /** Gives a command until it is acknowledged; answers the conversation as it is then. */
  async command(id: string, name: string, more: object = {}): Promise<ConversationDetail> {
    return answers.conversation.parse(await this.post(`/api/conversations/${id}/${name}`, more));
  }

  async conversation(id: string): Promise<ConversationDetail> {
    return answers.conversation.parse(await this.get(`/api/conversations/${id}`));
  }

  async post(path: string, more: object): Promise<unknown> {
    const body = { commandId: randomUUID(), ...more };
    return this.#acknowledged(path, () => this.#http.post(path, body));
  }

  async get(path: string): Promise<unknown> {
    return this.#acknowledged(path, () => this.#http.get(path));
  }

  async #acknowledged(path: string, request: Parameters<Traffic['persist']>[0]): Promise<unknown> {
    const { status, text, body } = await this.#traffic.persist(request);
    if (status !== 200) throw new Error(`${path} answered ${status}: ${text}`);
    return body;
  }
}
