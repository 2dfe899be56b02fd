import { createAttachments, type FileSource } from '@baton/chat-ui';
import type { Visit } from '@baton/contracts';
import type { InboundContent } from '@baton/engine';
import { type KeyValueStore, releasable, storageKeys } from '../../shared/storage.ts';
import { ApiProblem, type CommandName, type VisitorApi } from './api.ts';
import { type ChatEvent, type ChatState, emptyChat, needsSync } from './chat-state.ts';
import type { ConnectLive } from './live.ts';
import { createLiveLink } from './live-link.ts';
import { createOutbox } from './outbox.ts';
import { createOutboxStore } from './outbox-store.ts';
import { createPersistence, type Delays } from './persistence.ts';
import { reduce } from './reduce.ts';
import { createTypingSignal } from './typing-signal.ts';
import { createSeenMark, seenKey } from './unread.ts';
import { createVisitNews } from './visit.ts';
import { createVisitorSession } from './visitor-session.ts';

/** While the live connection is away, news are asked for this often. */
const POLL_MS = 5000;
const draftKey = 'draft';

export interface ChatView {
  chat: ChatState;
  link: 'connecting' | 'online' | 'offline';
  /** A command of the visitor is under way. */
  busy: boolean;
  /** What went wrong, for the visitor to read. */
  problem: string | null;
  unread: number;
}

export interface ChatDeps {
  api: VisitorApi;
  connect: ConnectLive;
  store: KeyValueStore;
  visit: () => Visit;
  /** Who the website says the visitor is, signed; null where it says nothing. */
  identity(): Promise<string | null>;
  delays: Delays;
  uuid(): string;
  now(): number;
}

export type Chat = ReturnType<typeof createChat>;

/** One visitor's chat: what is known, kept up to date, and what the visitor can do. */
export function createChat({ api, connect, store: kept, visit: readVisit, identity, delays, uuid, now }: ChatDeps) {
  const { store, release } = releasable(kept);
  let view: ChatView = { chat: emptyChat(), link: 'connecting', busy: false, problem: null, unread: 0 };
  let visible = false;
  let syncing: Promise<void> | null = null;
  const listeners = new Set<() => void>();
  const seenMark = createSeenMark(store);
  const outboxStore = createOutboxStore(store);

  const visit = createVisitNews(readVisit);
  const persistence = createPersistence(() => set({ link: 'offline' }), delays);
  const session = createVisitorSession({
    api,
    store,
    persistence,
    visit,
    identity,
    onBegun(snapshot) {
      const asked = { ...view.chat, missed: 0 };
      dispatch({ type: 'synced', snapshot, after: 0, asked });
    },
  });
  const live = createLiveLink({
    connect,
    session,
    dispatch,
    onUp() {
      set({ link: 'online' });
      wake();
    },
    onDown: () => set({ link: 'offline' }),
    onProblem: report,
  });
  const outbox = createOutbox({
    store: outboxStore,
    async deliver({ clientId, content }) {
      const here = visit.unlessTold();
      const snapshot = await reached((token) => api.send(token, clientId, content, here));
      visit.told(here);
      return { type: 'answered', snapshot };
    },
    dispatch,
    pending: () => view.chat.pending,
    onRefused: report,
    uuid,
    now,
  });
  const typing = createTypingSignal(live.typing, now);
  /** What this page has sent, it need not load again. */
  const sentPictures = new Map<string, string>();
  const attachments = createAttachments({
    upload: (upload) => session.authorized((token) => api.upload(token, upload)),
    onStored: (fileId, url) => void sentPictures.set(fileId, url),
  });
  const files: FileSource = {
    link: async (fileId) => sentPictures.get(fileId) ?? session.authorized((token) => api.fileLink(token, fileId)),
  };
  const poll = setInterval(() => {
    if (visible && !live.isUp() && view.chat.conversationId !== null) dispatch({ type: 'missed' });
  }, POLL_MS);
  outbox.adopt();

  function set(part: Partial<ChatView>) {
    view = { ...view, ...part };
    for (const listener of listeners) listener();
  }

  function dispatch(event: ChatEvent) {
    const chat = reduce(view.chat, event);
    if (visible) seenMark.mark(chat);
    if (chat.conversationId !== view.chat.conversationId) remember(chat.conversationId);
    set({ chat, unread: seenMark.unread(chat) });
    live.seen(chat, visible);
    if (needsSync(chat)) void sync();
  }

  function remember(conversationId: string | null) {
    if (conversationId === null) store.remove(storageKeys.conversation);
    else store.set(storageKeys.conversation, conversationId);
  }

  /** A request as this visitor, repeated until it is answered. */
  async function reached<T>(request: (token: string) => Promise<T>): Promise<T> {
    const answer = await persistence.persistently(() => session.authorized(request));
    set({ link: 'online' });
    return answer;
  }

  /** One at a time; who asks while one is under way waits for that one, which goes on until nothing is missed. */
  function sync(): Promise<void> {
    syncing ??= catchUp().finally(() => {
      syncing = null;
    });
    return syncing;
  }

  async function catchUp() {
    try {
      while (needsSync(view.chat)) {
        const asked = view.chat;
        const { conversationId, lastSeq } = asked;
        const snapshot = await reached((token) => api.sync(token, conversationId, lastSeq));
        const after = snapshot.conversationId === conversationId ? lastSeq : 0;
        dispatch({ type: 'synced', snapshot, after, asked });
      }
    } catch (error) {
      // The conversation is gone, erased perhaps: begin as a visitor who comes in.
      if (error instanceof ApiProblem && error.status === 404) {
        session.forget();
        await session.begin().catch(report);
      } else report(error);
    }
  }

  /** The network is (back) there, or another tab may have left something unsent. */
  function wake() {
    persistence.wake();
    outbox.adopt();
    void outbox.drain();
    // Also before there is a conversation: the one that is beginning may be told about while we connect.
    if (session.token() !== null) dispatch({ type: 'missed' });
  }

  async function command(name: CommandName): Promise<void> {
    if (view.busy) return;
    const commandId = uuid();
    set({ busy: true, problem: null });
    try {
      const here = visit.now();
      const request = () => session.authorized((token) => api.command(token, name, commandId, here));
      const snapshot = await (name === 'start' ? persistence.persistently(request) : persistence.briefly(request));
      if (name === 'start') visit.told(here);
      set({ link: 'online' });
      dispatch({ type: 'answered', snapshot });
    } catch (error) {
      // The conversation moved on while the button was on screen: show where it is now.
      if (error instanceof ApiProblem && error.status === 409 && error.code !== 'NO_PUBLISHED_FLOW') {
        dispatch({ type: 'missed' });
      } else report(error);
    } finally {
      set({ busy: false });
    }
  }

  function send(content: InboundContent): Promise<void> {
    typing.stop();
    set({ problem: null });
    return outbox.add(content);
  }

  function report(error: unknown) {
    // What is forbidden or too much is said to visitors; anything else, to whoever runs the server.
    const toVisitors = error instanceof ApiProblem && (error.status === 403 || error.status === 429);
    set({ problem: toVisitors ? error.message : 'That did not work. Check your connection and try again.' });
  }

  return {
    view: () => view,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** Goes on where the visitor was, without opening anything. */
    async resume() {
      await live.open().catch(report);
      void outbox.drain();
    },
    /** The visitor opened the chat: the first time, the flow greets. */
    async open() {
      try {
        await live.open();
        if (view.chat.status.mode === 'none') await command('start');
      } catch (error) {
        report(error);
      }
      void outbox.drain();
    },
    /** Whether the transcript is on screen. */
    setVisible(now: boolean) {
      visible = now;
      if (now) seenMark.mark(view.chat);
      set({ unread: seenMark.unread(view.chat) });
      live.seen(view.chat, visible);
    },
    send,
    /** Sends what is written and attached: the text stands under the first file. */
    async say(text: string) {
      const [first, ...more] = attachments.take();
      if (!first) return send({ kind: 'text', text });
      await Promise.all([
        send({ kind: 'file', ...first, ...(text !== '' && { caption: text }) }),
        ...more.map((file) => send({ kind: 'file', ...file })),
      ]);
    },
    attachments,
    /** Where the files of the conversation are. */
    files,
    retry: outbox.retry,
    discard: outbox.discard,
    command,
    typed: typing.typed,
    /** What is written and not sent, kept over pages. */
    draft: {
      load: () => store.get(draftKey) ?? '',
      save: (text: string) => (text === '' ? store.remove(draftKey) : store.set(draftKey, text)),
    },
    clearProblem: () => set({ problem: null }),
    wake,
    /** Another tab changed what is stored. */
    onStorage(key: string, value: string | null) {
      const clientId = outboxStore.clientIdOf(key);
      if (clientId !== null && value !== null) return outbox.adopt();
      if (clientId !== null) return void settledElsewhere(clientId);
      if (key.endsWith(`:${storageKeys.conversation}`)) dispatch({ type: 'missed' });
      if (key.endsWith(`:${seenKey}`)) set({ unread: seenMark.unread(view.chat) });
    },
    close() {
      clearInterval(poll);
      typing.stop();
      // Before what is under way fails: the store may be somebody else's by then.
      release();
      persistence.close();
      live.close();
    },
  };

  /** Another tab sent the message, or threw it away: after a sync it is in the transcript, or nowhere. */
  async function settledElsewhere(clientId: string) {
    dispatch({ type: 'missed' });
    await sync();
    dispatch({ type: 'dropped', clientId });
  }
}
