import type { VisitorEntry, VisitorSnapshot, VisitorStatus } from '@baton/contracts';
import { ApiProblem, type CommandName, type VisitorApi } from '../api.ts';
import type { ConnectLive, LiveHandlers } from '../live.ts';

/** The runtime's promises to a visitor, in memory: one conversation at a time, messages known by their clientId. */
export class FakeServer {
  entries: VisitorEntry[] = [];
  status: VisitorStatus = { mode: 'none', agentName: null, position: null, headset: false, readSeq: 0 };
  /** Names of requests as they arrived. */
  log: string[] = [];
  /** Pages that were told of, with what the visitor did. */
  pages: string[] = [];
  seen: { seq: number; visible: boolean }[] = [];
  conversations = 0;
  network: 'up' | 'down' | 'loses answers' = 'up';
  /** Tokens that are taken. */
  tokens = new Set<string>();
  /** The next command or message is answered with this. */
  refusal: ApiProblem | null = null;
  #sockets = new Set<LiveHandlers>();
  #lastSeq = 0;
  #version = 0;
  #issued = 0;

  readonly api: VisitorApi = {
    session: ({ token, identity }) =>
      this.#answer(identity === undefined ? 'session' : `session of ${identity}`, () => {
        if (identity === 'expired') throw new ApiProblem('INVALID_IDENTITY', 403, 'Expired.');
        if (token !== undefined && !this.tokens.has(token)) throw new ApiProblem('INVALID_TOKEN', 403, 'Wrong token.');
        this.#issued += token === undefined ? 1 : 0;
        const own = token ?? `token-${this.#issued}`;
        this.tokens.add(own);
        return { token: own, snapshot: this.snapshot() };
      }),
    sync: (token, conversationId, after) =>
      this.#answer('sync', () => this.#authorized(token, this.snapshot(conversationId === this.#id() ? after : 0))),
    send: (token, clientId, content, visit) =>
      this.#answer('send', () => {
        this.#authorized(token, null);
        this.#refuse();
        if (visit) this.pages.push(visit.page);
        if (this.status.mode === 'none' || this.status.mode === 'ended') this.begin();
        if (!this.entries.some((entry) => entry.clientId === clientId)) {
          this.say({ kind: 'customer' }, content.kind === 'text' ? content.text : content.kind, clientId);
        }
        return this.snapshot();
      }),
    upload: (token, { file }) =>
      this.#answer('upload', () => {
        this.#refuse();
        const facts = { name: file.name, mime: 'image/png', size: file.size, media: 'image' } as const;
        return this.#authorized(token, { fileId: `file-${file.name}`, ...facts });
      }),
    fileLink: (token, fileId) =>
      this.#answer('fileLink', () => this.#authorized(token, `https://chat.example/${fileId}`)),
    command: (token, name, _commandId, visit) =>
      this.#answer(name, () => {
        this.#authorized(token, null);
        this.#refuse();
        if (visit && name === 'start') this.pages.push(visit.page);
        this.#obey[name]();
        return this.snapshot();
      }),
  };

  readonly connect: ConnectLive = (_token, handlers) => {
    this.#sockets.add(handlers);
    queueMicrotask(handlers.onUp);
    return {
      typing: (typing) => void this.log.push(`typing ${typing}`),
      seen: (seq, visible) => void this.seen.push({ seq, visible }),
      close: () => void this.#sockets.delete(handlers),
    };
  };

  readonly #obey: Record<CommandName, () => void> = {
    start: () => {
      if (this.status.mode === 'none' || this.status.mode === 'ended') this.begin();
    },
    'request-person': () => this.change({ mode: 'waiting' }),
    'cancel-waiting': () => this.change({ mode: 'bot' }),
    'end-chat': () => this.change({ mode: 'ended' }),
  };

  begin() {
    this.conversations += 1;
    this.entries = [];
    this.#lastSeq = 0;
    this.status = { mode: 'bot', agentName: null, position: null, headset: false, readSeq: 0 };
    this.say({ kind: 'bot' }, `Welcome ${this.conversations}`);
  }

  /** Adds an entry; `silently`, nobody hears of it. */
  say(author: VisitorEntry['author'], text: string, clientId: string | null = null, silently = false) {
    this.#lastSeq += 1;
    this.#version += 1;
    const content = { kind: 'text', text } as const;
    const entry = { seq: this.#lastSeq, author, content, at: '2026-01-01T00:00:00Z', delivery: null, clientId };
    this.entries = [...this.entries, entry];
    if (!silently) this.#push({ ...this.snapshot(this.#lastSeq - 1), messages: [entry] });
  }

  change(status: Partial<VisitorStatus>) {
    this.status = { ...this.status, ...status };
    this.#version += 1;
    this.#push({ ...this.snapshot(), messages: [] });
  }

  /** A take-over discards what the flow had not sent yet. */
  discard(seq: number) {
    const conversationId = this.#id() ?? '';
    for (const socket of this.#sockets) socket.onDelivery({ conversationId, seq, delivery: 'discarded' });
  }

  typing(name: string) {
    for (const socket of this.#sockets) socket.onTyping({ typing: true, name });
  }

  /** Sockets go, with everything that is said meanwhile. */
  goDown() {
    this.network = 'down';
    for (const socket of this.#sockets) socket.onDown();
  }

  comeUp() {
    this.network = 'up';
    for (const socket of this.#sockets) socket.onUp();
  }

  snapshot(after = 0): VisitorSnapshot {
    const messages = this.entries.filter(({ seq }) => seq > after);
    const [version, lastSeq] = [this.#version, this.#lastSeq];
    return { conversationId: this.#id(), version, status: this.status, messages, lastSeq };
  }

  #id(): string | null {
    return this.conversations === 0 ? null : `conversation-${this.conversations}`;
  }

  #authorized<T>(token: string, value: T): T {
    if (!this.tokens.has(token)) throw new ApiProblem('INVALID_TOKEN', 403, 'Wrong token.');
    return value;
  }

  #refuse() {
    const { refusal } = this;
    this.refusal = null;
    if (refusal) throw refusal;
  }

  #push(snapshot: VisitorSnapshot) {
    const { conversationId } = snapshot;
    if (this.network !== 'up' || conversationId === null) return;
    for (const socket of this.#sockets) socket.onChanged({ ...snapshot, conversationId });
  }

  async #answer<T>(name: string, work: () => T): Promise<T> {
    await Promise.resolve();
    if (this.network === 'down') throw new TypeError('fetch failed');
    this.log.push(name);
    const answer = work();
    if (this.network === 'loses answers') throw new TypeError('fetch failed');
    return answer;
  }
}
