import { afterEach, expect, test, vi } from 'vitest';
import { createStorage, type KeyValueStore } from '../../shared/storage.ts';
import { ApiProblem, type VisitorApi } from './api.ts';
import { type Chat, createChat } from './chat.ts';
import type { ConnectLive } from './live.ts';
import { FakeServer } from './testing/fake-server.ts';
import { uuid } from './uuid.ts';

const open: Chat[] = [];
afterEach(() => {
  for (const chat of open.splice(0)) chat.close();
});

function newStore(): KeyValueStore {
  return createStorage('c1', () => {
    throw new Error('memory only');
  });
}

/** A tab: a page with the widget. The same store is the same browser. */
function tab(
  server: Pick<FakeServer, 'api' | 'connect'>,
  store = newStore(),
  { identity = null, pageOf = () => 'https://shop.example/' }: { identity?: string | null; pageOf?: () => string } = {},
) {
  let clock = 0;
  const chat = createChat({
    api: server.api,
    connect: server.connect,
    store,
    visit: () => ({ page: pageOf(), title: '', referrer: '', language: 'en', timeZone: 'UTC' }),
    identity: async () => identity,
    delays: { minTimeout: 1, maxTimeout: 2 },
    uuid,
    now: () => {
      clock += 1;
      return clock;
    },
  });
  open.push(chat);
  return { chat, store };
}

/** The transcript as it shows: what is unsent has its state behind it. */
function shown(chat: Chat): string[] {
  const { entries, pending } = chat.view().chat;
  const text = (content: { kind: string; text?: string }) => content.text ?? content.kind;
  return [
    ...entries.map(({ content }) => text(content)),
    ...pending.map(({ content, state }) => `${text(content)} (${state})`),
  ];
}
const shows = (chat: Chat, ...texts: string[]) => vi.waitFor(() => expect(shown(chat)).toEqual(texts));
const send = (chat: Chat, text: string) => void chat.send({ kind: 'text', text });

test('the first opening starts the flow, the next ones do not', async () => {
  const server = new FakeServer();
  const { chat, store } = tab(server);
  await chat.open();
  await shows(chat, 'Welcome 1');
  await chat.open();
  const again = tab(server, store).chat;
  await again.open();
  await shows(again, 'Welcome 1');
  expect(server.conversations).toBe(1);
  expect(server.tokens.size).toBe(1);
});

test('a greeting that is sent while the connection comes up is not missed', async () => {
  const server = new FakeServer();
  let connected = () => {};
  const connect: ConnectLive = (_token, { onUp }) => {
    connected = onUp;
    return { typing() {}, seen() {}, close() {} };
  };
  const api: VisitorApi = {
    ...server.api,
    async command(token, name, commandId) {
      const snapshot = await server.api.command(token, name, commandId);
      // On its way to the visitor when this is answered; its push found no connection.
      connected();
      return { ...snapshot, messages: [], lastSeq: 0 };
    },
  };
  const { chat } = tab({ api, connect });
  await chat.open();
  await shows(chat, 'Welcome 1');
});

test('resuming opens nothing', async () => {
  const server = new FakeServer();
  await tab(server).chat.resume();
  expect(server.log).not.toContain('start');
});

test('a message shows at once, and once', async () => {
  const server = new FakeServer();
  const { chat } = tab(server);
  await chat.open();
  send(chat, 'hello');
  expect(shown(chat)).toEqual(['Welcome 1', 'hello (queued)']);
  await shows(chat, 'Welcome 1', 'hello');
});

test('what is written without a network is sent once, in order, also after a reload', async () => {
  const server = new FakeServer();
  const { chat, store } = tab(server);
  await chat.open();
  server.goDown();
  send(chat, 'one');
  send(chat, 'two');
  await shows(chat, 'Welcome 1', 'one (queued)', 'two (queued)');
  await vi.waitFor(() => expect(chat.view().link).toBe('offline'));
  chat.close();

  const reloaded = tab(server, store).chat;
  void reloaded.resume();
  expect(shown(reloaded)).toEqual(['one (queued)', 'two (queued)']);
  server.comeUp();
  await shows(reloaded, 'Welcome 1', 'one', 'two');
  expect(server.entries.map(({ content }) => content.kind === 'text' && content.text)).toEqual([
    'Welcome 1',
    'one',
    'two',
  ]);
  expect(store.keys().filter((key) => key.startsWith('outbox'))).toEqual([]);
});

test('a message whose answer was lost is repeated, and stays one', async () => {
  const server = new FakeServer();
  const { chat } = tab(server);
  await chat.open();
  server.network = 'loses answers';
  send(chat, 'hello');
  await vi.waitFor(() => expect(server.log.filter((name) => name === 'send').length).toBeGreaterThan(2));
  server.network = 'up';
  await shows(chat, 'Welcome 1', 'hello');
  expect(server.entries).toHaveLength(2);
});

test('a busy server is asked again', async () => {
  const server = new FakeServer();
  const { chat } = tab(server);
  await chat.open();
  server.refusal = new ApiProblem('TOO_MANY_REQUESTS', 429, 'Wait a moment.');
  send(chat, 'hello');
  await shows(chat, 'Welcome 1', 'hello');
  expect(chat.view().problem).toBeNull();
});

test('a message that is refused says so, can be tried again or removed, and holds up no other', async () => {
  const server = new FakeServer();
  const { chat, store } = tab(server);
  await chat.open();
  server.refusal = new ApiProblem('BAD_REQUEST', 400, 'Too long.');
  send(chat, 'first');
  send(chat, 'second');
  await shows(chat, 'Welcome 1', 'second', 'first (refused)');
  expect(chat.view().problem).toBe('That did not work. Check your connection and try again.');
  await shows(tab(server, store).chat, 'first (refused)');

  const [refused] = chat.view().chat.pending;
  chat.retry(refused?.clientId ?? '');
  await shows(chat, 'Welcome 1', 'second', 'first');

  server.refusal = new ApiProblem('BAD_REQUEST', 400, 'Too long.');
  send(chat, 'third');
  await shows(chat, 'Welcome 1', 'second', 'first', 'third (refused)');
  chat.discard(chat.view().chat.pending[0]?.clientId ?? '');
  expect(shown(chat)).toEqual(['Welcome 1', 'second', 'first']);
  expect(store.keys().filter((key) => key.startsWith('outbox'))).toEqual([]);
});

test('a token that is no longer taken is replaced, and the message arrives', async () => {
  const server = new FakeServer();
  const { chat, store } = tab(server);
  await chat.open();
  const before = store.get('token');
  server.tokens.clear();
  send(chat, 'hello');
  await shows(chat, 'Welcome 1', 'hello');
  expect(store.get('token')).not.toBe(before ?? '');
});

test('what was said while the connection was gone is fetched when it is back', async () => {
  const server = new FakeServer();
  const { chat } = tab(server);
  await chat.open();
  server.goDown();
  server.say({ kind: 'agent', name: 'Ana' }, 'Hi, Ana here');
  server.comeUp();
  await shows(chat, 'Welcome 1', 'Hi, Ana here');
});

test('news that leave a hole lead to a sync', async () => {
  const server = new FakeServer();
  const { chat } = tab(server);
  await chat.open();
  server.say({ kind: 'bot' }, 'missed', null, true);
  server.say({ kind: 'bot' }, 'heard');
  await shows(chat, 'Welcome 1', 'missed', 'heard');
});

test('two tabs show the same', async () => {
  const server = new FakeServer();
  const { chat: one, store } = tab(server);
  const { chat: two } = tab(server, store);
  await one.open();
  await two.open();
  send(one, 'from one');
  await shows(two, 'Welcome 1', 'from one');
  expect(server.tokens.size).toBe(1);
});

test('what another tab has not sent yet shows here, and goes when that tab settles it', async () => {
  const server = new FakeServer();
  const { chat: one, store } = tab(server);
  const { chat: two } = tab(server, store);
  await one.open();
  await two.open();
  server.network = 'down';
  send(one, 'offline');
  const key = store.keys().find((name) => name.startsWith('outbox:')) ?? '';
  two.onStorage(`baton:c1:${key}`, store.get(key));
  await shows(two, 'Welcome 1', 'offline (queued)');
  server.network = 'up';
  await shows(one, 'Welcome 1', 'offline');
  two.onStorage(`baton:c1:${key}`, null);
  await shows(two, 'Welcome 1', 'offline');
});

test('a chat that another tab ended and started again is followed', async () => {
  const server = new FakeServer();
  const { chat: one, store } = tab(server);
  const { chat: two } = tab(server, store);
  await one.open();
  await two.open();
  await one.command('end-chat');
  await vi.waitFor(() => expect(two.view().chat.status.mode).toBe('ended'));
  await one.command('start');
  await shows(one, 'Welcome 2');
  await shows(two, 'Welcome 2');
});

test('messages that come while the panel is closed are counted until it is open', async () => {
  const server = new FakeServer();
  const { chat, store } = tab(server);
  await chat.open();
  chat.setVisible(true);
  await shows(chat, 'Welcome 1');
  expect(chat.view().unread).toBe(0);
  expect(server.seen.at(-1)).toEqual({ seq: 1, visible: true });

  chat.setVisible(false);
  server.say({ kind: 'agent', name: 'Ana' }, 'one');
  server.say({ kind: 'customer' }, 'mine', 'elsewhere');
  server.say({ kind: 'bot' }, 'two');
  expect(chat.view().unread).toBe(2);
  expect(server.seen.at(-1)).toEqual({ seq: 4, visible: false });

  const nextPage = tab(server, store).chat;
  await nextPage.resume();
  await vi.waitFor(() => expect(nextPage.view().unread).toBe(2));
  chat.setVisible(true);
  expect(chat.view().unread).toBe(0);
});

test('what another tab has shown is new here no more', async () => {
  const server = new FakeServer();
  const { chat: looked, store } = tab(server);
  const { chat: hidden } = tab(server, store);
  await looked.open();
  await hidden.open();
  server.say({ kind: 'agent', name: 'Ana' }, 'Hello');
  expect(hidden.view().unread).toBe(2);
  looked.setVisible(true);
  hidden.onStorage('baton:c1:seen', store.get('seen'));
  expect(hidden.view().unread).toBe(0);
});

test('a button that came too late shows where things are, without a complaint', async () => {
  const server = new FakeServer();
  const { chat } = tab(server);
  await chat.open();
  server.refusal = new ApiProblem('NOT_POSSIBLE', 409, 'The conversation has moved on.');
  server.say({ kind: 'agent', name: 'Ana' }, 'I am here', null, true);
  await chat.command('request-person');
  await shows(chat, 'Welcome 1', 'I am here');
  expect(chat.view().problem).toBeNull();
});

test('a command under way when the connection comes back is no failure, and given once', async () => {
  const server = new FakeServer();
  const { chat } = tab(server);
  await chat.open();
  const asked = chat.command('request-person');
  server.comeUp();
  await asked;
  expect(chat.view().problem).toBeNull();
  expect(server.log.filter((name) => name === 'request-person')).toHaveLength(1);
  expect(chat.view().chat.status.mode).toBe('waiting');
});

const general = 'That did not work. Check your connection and try again.';

test.each([
  ['NO_PERSON', 403, 'request-person', 'In words for visitors'],
  ['ASKED_OFTEN', 429, 'request-person', 'In words for visitors'],
  ['NO_PUBLISHED_FLOW', 409, 'start', general],
  ['NOT_FOUND', 404, 'end-chat', general],
  ['INTERNAL_SERVER_ERROR', 500, 'end-chat', general],
] as const)('%s (%i): what is meant for who runs the server is not said to a visitor', async (...given) => {
  const [code, status, name, words] = given;
  const server = new FakeServer();
  const api: VisitorApi = {
    ...server.api,
    command: async (token, command, ...more) => {
      if (command === name) throw new ApiProblem(code, status, 'In words for visitors');
      return server.api.command(token, command, ...more);
    },
  };
  const { chat } = tab({ api, connect: server.connect });
  await chat.open();
  if (name !== 'start') await chat.command(name);
  expect(chat.view().problem).toBe(words);
});

test('typing goes out while the visitor writes, and ends when they send', async () => {
  const server = new FakeServer();
  const { chat } = tab(server);
  await chat.open();
  chat.typed('h');
  chat.typed('he');
  send(chat, 'he');
  expect(server.log.filter((name) => name.startsWith('typing'))).toEqual(['typing true', 'typing false']);
});

test('a person who types stops when their message comes', async () => {
  const server = new FakeServer();
  const { chat } = tab(server);
  await chat.open();
  server.typing('Ana');
  expect(chat.view().chat.typing).toEqual({ name: 'Ana' });
  server.say({ kind: 'agent', name: 'Ana' }, 'There');
  expect(chat.view().chat.typing).toBeNull();
});

test('the server learns of a page once, and of the next one with what is written there', async () => {
  const server = new FakeServer();
  let page = 'https://shop.example/';
  const { chat } = tab(server, newStore(), { pageOf: () => page });
  await chat.open();
  await chat.send({ kind: 'text', text: 'One' });
  page = 'https://shop.example/cart';
  await chat.send({ kind: 'text', text: 'Two' });
  await chat.send({ kind: 'text', text: 'Three' });
  expect(server.pages).toEqual(['https://shop.example/', 'https://shop.example/cart']);
});

test('a customer whom the website names is that customer, whoever used this browser before', async () => {
  const server = new FakeServer();
  const store = newStore();
  await tab(server, store).chat.open();
  await tab(server, store, { identity: 'ana' }).chat.open();
  expect(server.log.filter((name) => name.startsWith('session'))).toEqual(['session', 'session of ana']);
});

test('an identity that is refused is said, and the customer does not become somebody without a name', async () => {
  const server = new FakeServer();
  const { chat } = tab(server, newStore(), { identity: 'expired' });
  await chat.open();
  expect(chat.view().problem).toBe('Expired.');
  expect(server.tokens.size).toBe(0);
});

test('what a chat was about to keep when it was closed is not left to whoever comes next', async () => {
  const server = new FakeServer();
  const { chat, store } = tab(server);
  await chat.open();
  server.network = 'down';
  const sending = chat.send({ kind: 'text', text: 'Mine' });
  await shows(chat, 'Welcome 1', 'Mine (queued)');
  chat.close();
  for (const key of store.keys()) store.remove(key);
  await sending;
  expect(store.keys()).toEqual([]);
});
