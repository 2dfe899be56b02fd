import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { createChanges } from '../../until.ts';
import { makeCertificate } from './certificate.ts';

const HOST = 'web.whatsapp.com';

const sentSchema = z.object({
  id: z.string(),
  to: z.string(),
  type: z.string(),
  body: z.string().nullish().catch(null),
  caption: z.string().nullish(),
  mimetype: z.string().nullish(),
  mediaB64: z.string().nullish(),
  /** Of a place: its name and its address, a line each. */
  loc: z.string().nullish(),
  lat: z.number().nullish(),
  lng: z.number().nullish(),
});
export type SentByWeb = z.infer<typeof sentSchema>;

const fromPage = z.discriminatedUnion('t', [
  z.object({ t: z.literal('hello'), me: z.string().nullable() }),
  z.object({ t: z.literal('refresh') }),
  z.object({ t: z.literal('loggedout') }),
  z.object({ t: z.literal('sent'), m: sentSchema }),
  z.object({ t: z.literal('seen'), to: z.string() }),
  z.object({ t: z.literal('chatstate'), to: z.string(), state: z.string() }),
  z.object({ t: z.literal('code'), phone: z.string(), code: z.string() }),
]);

/** What somebody says: a text, or a message with the properties that WhatsApp Web gives it. */
export interface SaidOnWeb {
  readonly body?: string;
  readonly name?: string;
  readonly type?: string;
  readonly mediaB64?: string;
  readonly mimetype?: string;
  readonly filename?: string;
  /** The number behind a hidden id, where WhatsApp tells it. */
  readonly phone?: string;
  /** More properties, as the page has them. */
  readonly extra?: object;
  /** A message of before is told again. */
  readonly id?: string;
  /** It was waiting for the page, which does not tell of it. */
  readonly missed?: boolean;
  /** When, in seconds since 1970, if not now. */
  readonly ts?: number;
}

/** Which message it is, and whose chat it is in. */
interface Between {
  readonly id: string;
  readonly from?: string;
  readonly to?: string;
}

/** WhatsApp Web for tests: a page that the real client drives in a real browser, and a phone and people behind it. */
export interface WebEmulator {
  /** What the browser must be started with, so that it finds this and nothing else of the network. */
  readonly browserArgs: readonly string[];
  /** The first field of the code that is shown now. */
  readonly ref: string | null;
  readonly sent: readonly SentByWeb[];
  readonly seen: readonly string[];
  readonly typing: readonly string[];
  /** How often a page has come to the site. */
  readonly visits: number;
  /** Scans a code with the phone of the business. */
  scan(qr: string, phone?: string): void;
  /** The code to be typed that is shown now. */
  readonly code: string | null;
  /** Somebody types it into the phone that it was made for. */
  typeCode(code: string): void;
  /** Somebody writes; answers the short id of the message. */
  say(from: string, said: string | SaidOnWeb): string;
  /** The business writes to somebody with its phone; answers the short id. With `missed`, as what people write. */
  answer(to: string, said: string | SaidOnWeb): string;
  read(id: string): void;
  /** The device is removed from the phone. */
  unlink(): void;
  /** The page's connection goes to a state, such as CONFLICT or UNPAIRED_IDLE. */
  state(state: string): void;
  /** Messages are taken without a word, as by a page that is offline. */
  silent: boolean;
  /** The page comes again, without being asked for. */
  reload(): void;
  /** The sync begins and ends once more. */
  sync(): void;
  /** The page lacks what the client puts its hooks on, as after a change of WhatsApp. */
  broken: boolean;
  /** The page lets nobody change how it makes ids. */
  sealed: boolean;
  /** The sync ends before anybody listens for it. */
  early: boolean;
  until<T>(what: string, look: () => T | undefined | false | null): Promise<T>;
  stop(): Promise<void>;
}

/** Starts a WhatsApp Web of its own for a test. Stop it afterwards. */
export async function startWebEmulator(): Promise<WebEmulator> {
  const source = await readFile(new URL('./page.js', import.meta.url), 'utf8');
  const changes = createChanges();
  const linked = new Set<string>();
  const sent: SentByWeb[] = [];
  const seen: string[] = [];
  const typing: string[] = [];
  const missed: object[] = [];
  let page: WebSocket | undefined;
  let ref: string | null = null;
  let typed: { readonly phone: string; readonly code: string } | undefined;
  let visits = 0;
  let count = 0;

  const server = createServer(await makeCertificate(HOST), (request, response) => {
    if (new URL(request.url ?? '/', `https://${HOST}`).pathname !== '/') return void response.writeHead(404).end();
    visits += 1;
    const settings = `window.__STUB_WS__='wss://'+location.host+'/ws';window.__SYNC_MS__=${emulator.early ? 0 : 100};window.__RACE__=${emulator.early};window.__SEALED__=${emulator.sealed};window.__BROKEN__=${emulator.broken};`;
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>WhatsApp</title><script>${settings}\n${source}</script>`);
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    page = socket;
    socket.on('message', (data) => {
      const parsed = fromPage.safeParse(JSON.parse(String(data)));
      if (parsed.success) hear(parsed.data, socket);
      changes.notify();
    });
  });

  const tell = (news: object, socket = page): void => socket?.send(JSON.stringify(news));

  function newRef(): string {
    ref = `2@${randomBytes(24).toString('base64')}`;
    return ref;
  }

  function hear(news: z.infer<typeof fromPage>, socket: WebSocket): void {
    if (news.t === 'hello') greet(news.me, socket);
    else if (news.t === 'refresh') tell({ t: 'ref', ref: newRef() }, socket);
    else if (news.t === 'loggedout') linked.clear();
    else if (news.t === 'code') typed = news;
    else if (news.t === 'seen') seen.push(news.to);
    else if (news.t === 'chatstate') typing.push(`${news.to} ${news.state}`);
    else if (news.t === 'sent' && !emulator.silent) {
      sent.push(news.m);
      for (const ack of [1, 2]) tell({ t: 'ack', id: news.m.id, ack }, socket);
    }
  }

  function greet(me: string | null, socket: WebSocket): void {
    if (me === null || !linked.has(me)) {
      tell({ t: 'unpaired', ref: newRef() }, socket);
      return;
    }
    tell({ t: 'missed', all: missed.splice(0) }, socket);
    tell({ t: 'ok' }, socket);
  }

  const chatOf = (whom: string) => (whom.includes('@') ? whom : `${whom}@c.us`);

  function bring(t: 'incoming' | 'outgoing', between: Between, said: string | SaidOnWeb): string {
    const { missed: unseen = false, ...words } = typeof said === 'string' ? { body: said } : said;
    const m = { ...between, ...words };
    if (unseen) missed.push({ t, m: { ts: Math.floor(Date.now() / 1000), ...m } });
    else tell({ t, m });
    return m.id;
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The WhatsApp Web emulator has no port');

  const emulator: WebEmulator = {
    browserArgs: [
      `--host-resolver-rules=MAP ${HOST} 127.0.0.1:${address.port}, MAP * ~NOTFOUND`,
      '--ignore-certificate-errors',
    ],
    get ref() {
      return ref;
    },
    sent,
    seen,
    typing,
    get visits() {
      return visits;
    },
    scan(qr, phone = '15550001111') {
      if (qr.split(',')[0] !== ref) throw new Error('This code has expired');
      linked.add(`${phone}@c.us`);
      tell({ t: 'pair', me: `${phone}@c.us` });
    },
    get code() {
      return typed?.code ?? null;
    },
    typeCode(code) {
      if (code !== typed?.code) throw new Error('This is not the code');
      const me = `${typed.phone}@c.us`;
      linked.add(me);
      tell({ t: 'pair', me });
    },
    say(from, said) {
      count += 1;
      const id = `STUB${String(count).padStart(20, '0')}`;
      return bring('incoming', { id, from: chatOf(from) }, said);
    },
    answer(to, said) {
      count += 1;
      // As phones number their messages.
      const id = `3A${String(count).padStart(18, '0')}`;
      return bring('outgoing', { id, to: chatOf(to) }, said);
    },
    read: (id) => void tell({ t: 'ack', id, ack: 3 }),
    unlink: () => void tell({ t: 'logout' }),
    state: (state) => void tell({ t: 'state', state }),
    silent: false,
    reload: () => void tell({ t: 'reload' }),
    sync: () => void tell({ t: 'synced' }),
    broken: false,
    sealed: false,
    early: false,
    until: changes.until,
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return emulator;
}
