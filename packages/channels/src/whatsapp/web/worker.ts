import WAWebJS from 'whatsapp-web.js';
import { z } from 'zod';
import { type FromWorker, type ToWorker, toWorkerSchema, type WebMessage, workerOptionsSchema } from './protocol.ts';

// One account of WhatsApp Web, in a process of its own: the library rejects promises outside of anybody's reach, and
// then only this process ends. It is started by supervise-worker.ts, which starts it again.

const { Client, LocalAuth, Location, MessageMedia } = WAWebJS;
type Message = WAWebJS.Message;

const options = workerOptionsSchema.parse(JSON.parse(process.env.WHATSAPP_WORKER ?? '{}'));

/** Ends a page's own wait for a first code that nobody scans: Chromium is slow to start on a busy machine. */
const AUTH_MS = 120_000;
/** A browser that does not close is left to the operating system. */
const CLOSE_MS = 4_000;

/** How often a chat is asked for what was said before: each time brings about fifty messages. */
const EARLIER_ROUNDS = 50;
/** A page that is just being loaded anew answers in a moment. */
const CATCH_UP_TRIES = 3;
const CATCH_UP_RETRY_MS = 2_000;

// What is asked of the page itself, in its own words: the library has no way to.
const saidSince = (since: number) => `(async () => {
  const { Chat } = window.require('WAWebCollections');
  const found = [];
  for (const chat of Chat.getModelsArray()) {
    if (!['c.us', 'lid'].includes(chat.id.server) || chat.t < ${since}) continue;
    let said = chat.msgs.getModelsArray();
    for (let round = 0; round < ${EARLIER_ROUNDS} && !said.some(({ t }) => t < ${since}); round += 1) {
      const earlier = await window.require('WAWebChatLoadMessages').loadEarlierMsgs({ chat });
      const known = new Set(said.map(({ id }) => id._serialized));
      const fresh = (earlier ?? []).filter(({ id }) => !known.has(id._serialized));
      if (fresh.length === 0) break;
      said = [...fresh, ...said];
    }
    found.push(...said.filter(({ t }) => t >= ${since}));
  }
  return found.sort((one, other) => one.t - other.t).map(({ id }) => id._serialized);
})()`;
const PAGE_STATE = `(() => {
  const canNudge = typeof window.onAppStateHasSyncedEvent === 'function';
  try {
    return { state: String(window.require('WAWebSocketModel').Socket.state), canNudge };
  } catch {
    return { state: 'NO_APP', canNudge };
  }
})()`;
const NUDGE = 'window.onAppStateHasSyncedEvent()';
// Every id that this page makes from now on carries our mark in its middle: what has none was written elsewhere with
// the account, also after a restart, and also where the page tells of a message before it was sent. Answers whether it
// could be done.
const MARK = 'BA7074';
const MARK_IDS = `(async () => {
  const keys = window.require('WAWebMsgKey');
  if (!keys.marksIds) {
    const newId = keys.newId.bind(keys);
    keys.newId = async () => {
      const id = await newId();
      return id.slice(0, 4) + '${MARK}' + id.slice(10);
    };
    keys.marksIds = true;
  }
  return (await keys.newId()).slice(4, 10) === '${MARK}';
})()`;
const REFRESH_QR = "window.require('WAWebCmd').Cmd.refreshQR()";

const client = new Client({
  authStrategy: new LocalAuth({ dataPath: options.folder }),
  webVersionCache: { type: 'none' },
  authTimeoutMs: AUTH_MS,
  ...(options.phone !== null && {
    pairWithPhoneNumber: { phoneNumber: options.phone, showNotification: true, intervalMs: 180_000 },
  }),
  puppeteer: {
    executablePath: options.chromium,
    headless: true,
    // By pipe: a browser whose parent was killed ends with it, and does not hold the session's folder.
    pipe: true,
    // It would be killed at once, and forget what it has not written yet, such as a link that was just made.
    handleSIGTERM: false,
    handleSIGINT: false,
    handleSIGHUP: false,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', ...options.args],
  },
});

let ending = false;
let leaving = false;
let ready = false;
/** What waits for WhatsApp to take it, by short id. */
const waiting = new Map<string, (ack: number) => void>();
const acks = new Map<string, number>();
/** What this process sends, by short id, and what it is about to: a page that can't mark ids tells of them before. */
const own = new Set<string>();
const unmarked = new Set<Promise<unknown>>();
/** What was written elsewhere with the account: how far it has come is nothing to us. */
const foreign = new Set<string>();

function tell(news: FromWorker): void {
  if (process.connected) process.send?.(news);
}

function die(why: string, { loggedOut = false, code = 1 } = {}): void {
  // A page that is being logged out closes by itself.
  if (ending || leaving) return;
  ending = true;
  tell({ t: 'dying', why: why.slice(0, 300), loggedOut });
  clearInterval(probing);
  const closed = Promise.race([
    client.destroy().catch(() => undefined),
    new Promise((resolve) => setTimeout(resolve, CLOSE_MS)),
  ]);
  void closed.then(() => process.exit(code));
}

process.on('unhandledRejection', (error) => die(`unhandled rejection: ${wordsOf(error)}`));
process.on('uncaughtException', (error) => die(`uncaught exception: ${wordsOf(error)}`));
process.on('disconnect', () => die('the process that keeps it is gone'));
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => die('asked to end', { code: 0 }));

client.on('qr', (qr: string) => tell({ t: 'qr', qr }));
client.on('code', (code: string) => tell({ t: 'code', code }));
client.on('ready', () => {
  // It comes again with every change of the sync.
  if (ready) return;
  ready = true;
  tell({ t: 'ready', id: client.info.wid.user, name: client.info.pushname ?? '' });
});
client.on('auth_failure', (why: string) => die(`authentication failed: ${why}`, { loggedOut: true }));
client.on('disconnected', (why: string) => die(`disconnected: ${why}`, { loggedOut: why === 'LOGOUT' }));
client.on('message_ack', (message: Message, ack: number) => {
  if (!message.fromMe || foreign.has(message.id.id)) return;
  const { id } = message.id;
  acks.set(id, Math.max(ack, acks.get(id) ?? ack));
  waiting.get(id)?.(ack);
  tell({ t: 'ack', id, ack });
});
client.on('message_create', (message: Message) => inTurn(() => hear(message)));

/** What is said now waits until what was said before is told. */
const caughtUp = Promise.withResolvers<void>();
let hearing = caughtUp.promise;
/** What was told as said before: the library may tell of it, too. */
const missed = new Set<string>();

/** What was said first is told first, however long it takes to find out who said it. */
function inTurn(task: () => Promise<void>): void {
  hearing = hearing.then(task).catch((error: unknown) => die(`hearing a message: ${wordsOf(error)}`));
}

async function hear(message: Message): Promise<void> {
  if (missed.has(message.id._serialized)) return;
  await (message.fromMe ? hearPhone(message) : hearCustomer(message));
}

/** Groups, channels and status broadcasts are nobody's conversation with the business. */
async function hearCustomer(message: Message): Promise<void> {
  const chat = message.from;
  if (message.isStatus || !/@(c\.us|lid)$/.test(chat)) return;
  tell({ t: 'said', message: await described(message, chat) });
}

/** What somebody wrote with the account to a customer, if not by this process. */
async function hearPhone(message: Message): Promise<void> {
  const chat = message.to;
  const { id } = message.id;
  // Notes to oneself are for nobody else.
  const toSelf = chat === message.from || chat === client.info?.wid._serialized;
  if (message.isStatus || toSelf || !/@(c\.us|lid)$/.test(chat) || id.slice(4, 10) === MARK) return;
  await Promise.allSettled(unmarked);
  if (own.has(id)) return;
  foreign.add(id);
  tell({ t: 'said', message: { ...(await described(message, chat)), name: await nameOf(chat), fromPhone: true } });
}

/** As the phone's address book, or they themselves, call them. */
async function nameOf(chat: string): Promise<string | null> {
  const known = await client.getContactById(chat).catch(() => null);
  return known?.name ?? known?.pushname ?? null;
}

const rawSchema = z.object({
  notifyName: z.string().optional().catch(undefined),
  filename: z.string().optional().catch(undefined),
});

async function described(message: Message, chat: string): Promise<WebMessage> {
  const raw = rawSchema.safeParse(Reflect.get(message, '_data')).data;
  const { location } = message;
  return {
    id: message.id._serialized,
    shortId: message.id.id,
    at: message.timestamp,
    chat,
    phone: chat.endsWith('@lid') ? await phoneOf(chat) : null,
    name: raw?.notifyName ?? null,
    type: message.type,
    body: message.body ?? '',
    hasMedia: message.hasMedia,
    filename: raw?.filename ?? null,
    location: location
      ? { latitude: Number(location.latitude), longitude: Number(location.longitude), name: location.name ?? null }
      : null,
    cards: message.vCards ?? [],
    fromPhone: false,
  };
}

const pairSchema = z.array(z.object({ pn: z.string().nullish() }));

/** Null where WhatsApp keeps the number to itself. */
async function phoneOf(chat: string): Promise<string | null> {
  try {
    const [pair] = pairSchema.parse(await client.getContactLidAndPhone([chat]));
    return pair?.pn?.replace(/@.*$/, '') ?? null;
  } catch {
    return null;
  }
}

/** The library does not tell what came, or was written on the phone, while nothing ran: the oldest is told first. */
async function catchUp(since: number): Promise<void> {
  try {
    await tellSince(since, CATCH_UP_TRIES);
  } finally {
    caughtUp.resolve();
  }
}

async function tellSince(since: number, tries: number): Promise<void> {
  try {
    const ids = z.array(z.string()).parse(await client.pupPage?.evaluate(saidSince(since)));
    for (const id of ids) {
      const message = await client.getMessageById(id);
      if (message) await hear(message);
      missed.add(id);
    }
  } catch (error) {
    if (tries === 1) throw error;
    await new Promise((resolve) => setTimeout(resolve, CATCH_UP_RETRY_MS));
    await tellSince(since, tries - 1);
  }
}

// ---------------------------------------------------------------- looking after the page

const stateSchema = z.object({ state: z.string(), canNudge: z.boolean() });
let probingNow = false;
let connectedSince: number | null = null;

/** A browser that hangs, a page that never says it is ready, and a code that nobody scanned tell nothing. */
async function probe(): Promise<void> {
  const page = client.pupPage;
  if (probingNow || ending || !page) return;
  probingNow = true;
  const late = setTimeout(() => die('the page does not answer'), options.answerMs);
  try {
    const { state, canNudge } = stateSchema.parse(await page.evaluate(PAGE_STATE));
    if (state === 'UNPAIRED_IDLE') await page.evaluate(REFRESH_QR);
    if (ready && state === 'NO_APP') die('WhatsApp Web is gone from its page');
    const stuck = !ready && state === 'CONNECTED' && canNudge;
    connectedSince = stuck ? (connectedSince ?? Date.now()) : null;
    if (connectedSince !== null && Date.now() - connectedSince > options.nudgeMs) {
      connectedSince = null;
      await page.evaluate(NUDGE);
    }
  } catch (error) {
    // While it loads another page there is nobody to answer.
    if (!/context|navigat|detached/i.test(wordsOf(error))) die(`the page: ${wordsOf(error)}`);
  } finally {
    clearTimeout(late);
    probingNow = false;
  }
}
const probing = setInterval(() => void probe(), options.probeMs);

// ---------------------------------------------------------------- what it is asked to do

/** WhatsApp may have it: nothing was heard either way. */
class Uncertain extends Error {}

async function send(content: WAWebJS.MessageContent, to: string, more: WAWebJS.MessageSendOptions) {
  if (!ready) throw new Error('WhatsApp is not connected');
  const marked = await client.pupPage?.evaluate(MARK_IDS).catch(() => false);
  const sending = client.sendMessage(to, content, { sendSeen: false, waitUntilMsgSent: true, ...more });
  const known = sending.then((message) => message && own.add(message.id.id));
  if (marked !== true) unmarked.add(known);
  const message = await sending.finally(() => unmarked.delete(known));
  if (!message) throw new Error('There is no such chat');
  const { id } = message.id;
  own.add(id);
  // Offline it "succeeds" and sends nothing: it is sent when WhatsApp says so.
  await taken(id);
  return id;
}

function taken(id: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (ack: number) => {
      if (ack === 0) return;
      clearTimeout(timer);
      waiting.delete(id);
      if (ack > 0) resolve();
      else reject(new Error('WhatsApp could not send it'));
    };
    const timer = setTimeout(() => {
      waiting.delete(id);
      reject(new Uncertain('WhatsApp did not confirm it'));
    }, options.ackMs);
    waiting.set(id, done);
    done(acks.get(id) ?? 0);
  });
}

async function carryOut(command: ToWorker): Promise<string | null> {
  switch (command.op) {
    case 'text':
      return send(command.text, command.to, { linkPreview: command.preview });
    case 'file': {
      const { mime, data, name, caption, as, to } = command;
      return send(new MessageMedia(mime, data, name), to, {
        ...(caption !== '' && { caption }),
        sendMediaAsDocument: as === 'document',
        sendAudioAsVoice: as === 'voice',
        sendMediaAsSticker: as === 'sticker',
      });
    }
    case 'place': {
      const { latitude, longitude, name, address, to } = command;
      return send(new Location(latitude, longitude, { name, address }), to, {});
    }
    case 'media': {
      const media = await (await client.getMessageById(command.id))?.downloadMedia();
      return media?.data ?? null;
    }
    case 'typing': {
      const chat = await client.getChatById(command.to);
      await (command.typing ? chat.sendStateTyping() : chat.clearState());
      return null;
    }
    case 'seen':
      await client.sendSeen(command.to);
      return null;
    case 'catch_up':
      await catchUp(command.since);
      return null;
    case 'logout':
      await leave();
      return null;
  }
}

/** The phone forgets this device, and the session is of no use any more. */
async function leave(): Promise<void> {
  leaving = true;
  let late: NodeJS.Timeout | undefined;
  try {
    const tooLate = new Promise((_, reject) => {
      late = setTimeout(() => reject(new Uncertain('WhatsApp did not confirm it')), options.answerMs);
    });
    await Promise.race([client.logout(), tooLate]);
  } finally {
    clearTimeout(late);
    leaving = false;
    // After whoever asked is answered.
    setImmediate(() => die('unlinked', { loggedOut: true, code: 0 }));
  }
}

process.on('message', (given: unknown) => {
  const command = toWorkerSchema.parse(given);
  carryOut(command).then(
    (value) => tell({ t: 'done', n: command.n, value }),
    (error: unknown) => {
      const sent = error instanceof Uncertain ? 'maybe' : 'no';
      tell({ t: 'failed', n: command.n, error: wordsOf(error), sent });
    },
  );
});

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

client.initialize().then(
  () => {
    client.pupBrowser?.on('disconnected', () => die('the browser ended'));
    client.pupPage?.on('error', () => die('the page crashed'));
    client.pupPage?.on('close', () => die('the page was closed'));
  },
  (error: unknown) => die(`starting: ${wordsOf(error)}`),
);
