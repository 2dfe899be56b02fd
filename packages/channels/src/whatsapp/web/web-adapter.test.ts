import { access, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startWebEmulator } from '@baton/testing/whatsapp';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { ChannelHost, ChannelStatus, InboundEvent, OutboundMessage, Receipt } from '../../channel-adapter.ts';
import { makeConnection } from '../../testing/make-connection.ts';
import { createWebAdapter } from './web-adapter.ts';

// The real client in a real browser, against a page that stands in for WhatsApp Web: one account through its life.

const web = await startWebEmulator();
const folder = await mkdtemp(path.join(tmpdir(), 'baton-whatsapp-'));
const statuses: ChannelStatus[] = [];
const heard: InboundEvent[] = [];
const receipts: Receipt[] = [];
const storeFile = vi.fn<ChannelHost['storeFile']>();
const openFile = vi.fn<ChannelHost['openFile']>();
const failing: { receive: number; asked: boolean; until?: Promise<void> } = { receive: 0, asked: false };

const browser = { folder, program: null, limit: 1, args: web.browserArgs };
const connection = makeConnection({
  channelId: 'shop',
  way: 'web',
  browser,
  host: {
    async receive(event) {
      failing.receive -= 1;
      if (failing.receive >= 0) throw new Error('The database is away');
      failing.asked = failing.until !== undefined;
      await failing.until;
      heard.push(event);
    },
    receipt: async (receipt) => void receipts.push(receipt),
    storeFile,
    openFile,
  },
});
const fast = { probeMs: 300, nudgeMs: 1_500, answerMs: 15_000, ackMs: 3_000, firstRetryMs: 200 };
const adapter = createWebAdapter(connection, null, fast);
afterAll(async () => {
  await adapter.close();
  await web.stop();
  await rm(folder, { recursive: true, force: true });
});

const patience = { timeout: 45_000, interval: 50 };
const anna = '15551230000';
const status = () => statuses.at(-1);
const pairing = () => {
  const now = status();
  return now?.state === 'pairing' ? now.pairing : null;
};
const connected = () => expect.poll(() => status()?.state, patience).toBe('connected');
const words = () => heard.map(({ content }) => (content?.kind === 'text' ? content.text : content?.kind));
const fromPhone = () => heard.filter(({ fromBusiness }) => fromBusiness).map(({ content }) => content);
const hears = (text: string) => expect.poll(words, patience).toContain(text);
let seq = 0;
function message(content: OutboundMessage['content']): OutboundMessage {
  seq += 1;
  return { key: `c1:${seq}`, conversationId: 'c1', seq, content, sender: { kind: 'bot' } };
}

/** Ends one of the account's own processes, as a machine that is out of memory does. */
async function kill(which: 'browser' | 'page' | 'worker'): Promise<void> {
  const read = (file: string) => readFile(file, 'utf8').catch(() => '');
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(
    pids.map(async (pid) => {
      const [line, stat] = await Promise.all([read(`/proc/${pid}/cmdline`), read(`/proc/${pid}/stat`)]);
      return { pid, line, parent: /\) \w (\d+)/.exec(stat)?.[1] };
    }),
  );
  const browser = all.find(({ line }) => line.includes(folder) && !line.includes('--type='))?.pid;
  const isBrowsers = (parent: string | undefined): boolean =>
    parent === browser || all.some(({ pid, parent: next }) => pid === parent && isBrowsers(next));
  for (const { pid, line, parent } of all) {
    const isWorker = line.includes('worker.ts') && (await read(`/proc/${pid}/environ`)).includes(folder);
    const isPage = line.includes('--type=renderer') && isBrowsers(parent);
    if (which === 'browser' ? pid === browser : which === 'page' ? isPage : isWorker)
      process.kill(Number(pid), 'SIGKILL');
  }
}

/** Something happens to the account: it must come back by itself, without a new code, and hear what was said meanwhile. */
async function survives(what: string, happen: () => unknown): Promise<void> {
  const before = statuses.length;
  await happen();
  await expect.poll(() => statuses.slice(before).some(({ state }) => state === 'connecting'), patience).toBe(true);
  web.say(anna, { body: `during ${what}`, missed: true });
  await connected();
  await hears(`during ${what}`);
  web.say(anna, `after ${what}`);
  await hears(`after ${what}`);
  expect(statuses.slice(before).filter(({ state }) => state === 'pairing')).toEqual([]);
}

/** The account is away, and has come back when what happened meanwhile has. */
async function away(meanwhile: () => void): Promise<void> {
  const before = statuses.length;
  await kill('worker');
  await expect.poll(() => statuses.slice(before).some(({ state }) => state === 'connecting'), patience).toBe(true);
  meanwhile();
  await expect.poll(() => statuses.slice(before).some(({ state }) => state === 'connected'), patience).toBe(true);
}

describe('an account of WhatsApp Web', { timeout: 120_000 }, () => {
  test('is paired by a code, which is renewed while nobody scans it', async () => {
    web.say(anna, { body: 'long before', missed: true, ts: Math.floor(Date.now() / 1000) - 3_600 });
    web.say(anna, { body: 'before', missed: true, ts: Math.floor(Date.now() / 1000) - 60 });
    await adapter.connect(
      async () => undefined,
      (next) => statuses.push(next),
    );
    await expect.poll(() => pairing()?.qr ?? null, patience).not.toBeNull();
    const first = pairing()?.qr;
    web.state('UNPAIRED_IDLE');
    await expect.poll(() => pairing()?.qr, patience).not.toBe(first);
    // The newest code may be on its way from the page still.
    await expect.poll(() => pairing()?.qr?.split(',')[0] === web.ref, patience).toBe(true);
    web.scan(pairing()?.qr ?? '');
    await connected();
    expect(status()).toMatchObject({
      error: null,
      account: { id: '15550001111', name: 'Stub Shop (+15550001111)', url: 'https://wa.me/15550001111' },
    });
  });

  test('hears people once and in order, also by hidden ids; groups and status broadcasts are ignored', async () => {
    failing.receive = 2;
    const id = web.say(anna, { body: 'hello', name: 'Anna' });
    web.say('120363@g.us', 'from a group');
    web.say('status@broadcast', 'a status');
    web.say('98765@lid', 'hidden');
    await hears('hidden');
    expect(words()).toEqual(['hello', 'hidden']);
    expect(heard[0]).toMatchObject({
      key: `false_${anna}@c.us_${id}`,
      address: `phone:${anna}`,
      phone: anna,
      name: 'Anna',
      writableUntil: null,
    });
    expect(heard[1]).toMatchObject({ address: 'lid:98765' });
    expect(heard[1]?.phone).toBeUndefined();
  });

  test('sends choices as numbered text, and tells how far each message has come', async () => {
    const options = [
      { id: 'sales', label: 'Sales' },
      { id: 'help', label: 'Support' },
    ];
    const choice = message({ kind: 'choices', text: '**Who** do you need?', options });
    const result = await adapter.send(`phone:${anna}`, choice);
    expect(web.sent.at(-1)).toMatchObject({
      to: `${anna}@c.us`,
      type: 'chat',
      body: '*Who* do you need?\n\n1. Sales\n2. Support',
    });
    expect(result).toEqual({ status: 'sent', providerId: web.sent.at(-1)?.id });
    web.read(web.sent.at(-1)?.id ?? '');
    await expect.poll(() => receipts.filter(({ state }) => state === 'read'), patience).toHaveLength(1);
    expect(receipts.at(-1)).toEqual({ key: choice.key, providerId: web.sent.at(-1)?.id, state: 'read' });
    await adapter.typing(`phone:${anna}`, true);
    await adapter.markRead(`phone:${anna}`);
    await web.until('typing', () => web.typing.includes(`${anna}@c.us composing`));
    await web.until('seen', () => web.seen.includes(`${anna}@c.us`));
  });

  test('carries files both ways', async () => {
    const png = Buffer.from('iVBORw0KGgo=', 'base64');
    const file = { fileId: 'f', name: 'hair.png', mime: 'image/png', size: png.length, media: 'image' } as const;
    storeFile.mockImplementation(async (_address, { bytes }) => {
      for await (const part of bytes) expect(Buffer.from(part)).toEqual(png);
      return { status: 'stored', file };
    });
    web.say(anna, { type: 'image', body: 'My hair', mimetype: 'image/png', mediaB64: png.toString('base64') });
    await expect.poll(() => heard.at(-1)?.content, patience).toMatchObject({ kind: 'file', name: 'hair.png' });
    async function* bytes() {
      yield png;
    }
    openFile.mockResolvedValue({ file, bytes });
    const sent = await adapter.send(`phone:${anna}`, message({ kind: 'file', ...file, caption: 'Like this?' }));
    expect(sent).toMatchObject({ status: 'sent' });
    expect(web.sent.at(-1)).toMatchObject({ type: 'image', caption: 'Like this?', mediaB64: png.toString('base64') });
  });

  test('hears what the business answers from its phone, and never its own messages as such', async () => {
    // Longer than one message may be: each part is told by the page before its sending has ended.
    const sent = web.sent.length;
    await adapter.send(`phone:${anna}`, message({ kind: 'text', text: 'word '.repeat(1_500) }));
    expect(web.sent.length - sent).toBe(2);
    web.answer('15550001111', 'a note to oneself');
    web.answer('120363@g.us', 'to a group');
    web.answer('98765@lid', {
      body: 'to a hidden number',
      mimetype: 'image/png',
      type: 'image',
      mediaB64: 'iVBORw0KGgo=',
    });
    const id = web.answer(anna, 'I am on my way');
    await hears('I am on my way');
    expect(fromPhone()).toMatchObject([{ kind: 'file' }, { kind: 'text', text: 'I am on my way' }]);
    expect(heard.at(-1)).toMatchObject({
      key: `true_${anna}@c.us_${id}`,
      address: `phone:${anna}`,
      name: 'Anna',
      fromBusiness: { takesOver: true },
    });
  });

  test('does not call sent what WhatsApp never confirmed', async () => {
    web.silent = true;
    await expect(adapter.send(`phone:${anna}`, message({ kind: 'text', text: 'x' }))).rejects.toThrow(/confirm/);
    web.silent = false;
  });

  test('survives the end of its browser', async () => {
    await survives('a killed browser', () => kill('browser'));
    // What was sent before is known, whenever the page tells of it.
    const before = fromPhone().length;
    for (const { id = '' } of web.sent.slice(-3)) web.answer(anna, { id, body: 'told again' });
    web.answer(anna, 'still there');
    await hears('still there');
    expect(fromPhone()).toHaveLength(before + 1);
  });

  test('survives a page that crashes, which nothing of the library tells', async () => {
    await survives('a crashed page', () => kill('page'));
  });

  test('survives a rejection that nobody could catch: it ends the account’s own process only', async () => {
    const before = statuses.length;
    await survives('a broken page', async () => {
      web.broken = true;
      web.reload();
      await expect
        .poll(() => statuses.slice(before).map(({ error }) => error), patience)
        .toContainEqual(expect.stringMatching(/unhandled rejection/));
      web.broken = false;
    });
  });

  test('survives the end of its process, whose browser ends with it, and a sync that is over too early', async () => {
    web.early = true;
    web.sealed = true;
    await survives('a killed process', () => kill('worker'));
    const before = fromPhone().length;
    // A page whose ids can't be marked: what is sent is known by when it was sent.
    await adapter.send(`phone:${anna}`, message({ kind: 'text', text: 'not from the phone' }));
    web.answer(anna, 'from the phone');
    await hears('from the phone');
    expect(fromPhone()).toHaveLength(before + 1);
    web.early = false;
    web.sealed = false;
  });

  test('hears what was written meanwhile on both sides, in its order, once; what was before the link stays there', async () => {
    const heardBefore = web.say(anna, 'heard before');
    await hears('heard before');
    const sent = web.sent.at(-1)?.id ?? '';
    const before = words().length;
    const now = Math.floor(Date.now() / 1000);
    await away(() => {
      web.say(anna, { id: heardBefore, body: 'heard before', missed: true, ts: now });
      web.answer(anna, { id: sent, body: 'of our own', missed: true, ts: now });
      web.say(anna, { body: 'Are you open today?', missed: true, ts: now + 1 });
      web.say(anna, { body: 'And tomorrow?', missed: true, ts: now + 2 });
      web.answer(anna, { body: 'Until six', missed: true, ts: now + 4 });
      web.say(anna, { body: 'Thanks', missed: true, ts: now + 5 });
      // The page has it in another chat.
      web.say('15551239999', { body: 'Hello there', missed: true, ts: now + 3 });
      web.say('120363@g.us', { body: 'from a group', missed: true });
      web.answer('15550001111', { body: 'a note to oneself', missed: true });
    });
    expect(words().slice(before)).toEqual([
      'Are you open today?',
      'And tomorrow?',
      'Hello there',
      'Until six',
      'Thanks',
    ]);
    expect(heard.at(-2)).toMatchObject({ address: `phone:${anna}`, fromBusiness: { takesOver: true } });
    // The page tells of them again: they are known.
    await away(() => {
      for (const { key, content, fromBusiness } of heard.slice(-3)) {
        const [, chat = '', id = ''] = key.split('_');
        const body = content?.kind === 'text' ? content.text : '';
        const again = { id, body, missed: true, ts: now + 4 };
        if (fromBusiness) web.answer(chat, again);
        else web.say(chat, again);
      }
      web.say(anna, { body: 'One more thing', missed: true, ts: now + 6 });
    });
    expect(words().slice(before + 5)).toEqual(['One more thing']);
    expect(words()).not.toContain('before');
    expect(words()).not.toContain('long before');
  });

  test('sends nothing before what came meanwhile is stored: it may be answered already', async () => {
    const before = statuses.length;
    const stored = Promise.withResolvers<void>();
    failing.until = stored.promise;
    await kill('worker');
    await expect.poll(() => statuses.slice(before).some(({ state }) => state === 'connecting'), patience).toBe(true);
    web.say(anna, { body: 'A question', missed: true });
    web.answer(anna, { body: 'Its answer', missed: true });
    await expect.poll(() => failing.asked, patience).toBe(true);
    const reply = message({ kind: 'text', text: 'too late' });
    expect(await adapter.send(`phone:${anna}`, reply)).toMatchObject({ status: 'retry', retryAfterMs: 1_000 });
    expect(status()?.state).toBe('connecting');
    stored.resolve();
    await connected();
    expect(words().slice(-2)).toEqual(['A question', 'Its answer']);
    expect(await adapter.send(`phone:${anna}`, reply)).toMatchObject({ status: 'sent' });
  });

  test('is ready once, however often the library says so', async () => {
    const [told, before] = [statuses.length, words().length];
    for (const round of [1, 2, 3]) {
      web.sync();
      web.say(anna, `after sync ${round}`);
      await hears(`after sync ${round}`);
    }
    expect(statuses.slice(told)).toEqual([]);
    expect(words().slice(before), 'each message once').toEqual(['after sync 1', 'after sync 2', 'after sync 3']);
  });

  test('keeps its session in a conflict', async () => {
    await survives('a conflict', () => web.state('CONFLICT'));
  });

  test('one more than the machine may run is told so', async () => {
    const other = createWebAdapter({ ...connection, channelId: 'other' }, null, fast);
    const told: ChannelStatus[] = [];
    await other.connect(
      async () => undefined,
      (next) => told.push(next),
    );
    await expect.poll(() => told.at(-1)?.error, patience).toMatch(/runs 1 accounts.*WHATSAPP_WEB_ACCOUNTS/);
    expect(await other.send(`phone:${anna}`, message({ kind: 'text', text: 'x' }))).toMatchObject({ status: 'retry' });
    await other.close();
  });

  test('removed from the phone, it forgets its session and shows a new code', async () => {
    const before = statuses.length;
    web.unlink();
    await expect.poll(() => pairing()?.qr ?? null, patience).not.toBeNull();
    expect(statuses.slice(before).map(({ error }) => error)).toContain(
      'The phone has logged this device out. A new code to scan is on its way',
    );
    await expect.poll(() => pairing()?.qr?.split(',')[0] === web.ref, patience).toBe(true);
    web.scan(pairing()?.qr ?? '', '15550002222');
    await connected();
    expect(status()?.account?.id).toBe('15550002222');
  });

  test('leaves nothing running when it is closed', async () => {
    await adapter.close();
    await expect(access(path.join(folder, 'shop.pid'))).rejects.toThrow();
    expect(await adapter.send(`phone:${anna}`, message({ kind: 'text', text: 'x' }))).toMatchObject({
      status: 'retry',
    });
  });
});

test('an account is paired by a code that is typed into the phone, stays so when the server stops, and may only show what the phone answers', {
  timeout: 120_000,
}, async () => {
  const told: ChannelStatus[] = [];
  const own = {
    ...connection,
    channelId: 'typed',
    settings: { phoneTakesOver: false },
    browser: { ...browser, folder: path.join(folder, 'typed') },
  };
  const typed = createWebAdapter(own, '15550003333', fast);
  await typed.connect(
    async () => undefined,
    (next) => told.push(next),
  );
  const shown = () => {
    const now = told.at(-1);
    return now?.state === 'pairing' ? now.pairing : null;
  };
  await expect.poll(() => shown()?.code ?? null, patience).not.toBeNull();
  expect(shown()).toEqual({ qr: null, code: web.code });
  web.typeCode(shown()?.code ?? '');
  await expect.poll(() => told.at(-1), patience).toMatchObject({ state: 'connected', account: { id: '15550003333' } });
  // A server that stops right afterwards must not forget the link.
  await typed.close();
  told.splice(0);
  const again = createWebAdapter(own, '15550003333', fast);
  await again.connect(
    async () => undefined,
    (next) => told.push(next),
  );
  await expect.poll(() => told.at(-1)?.state, patience).not.toBe('connecting');
  expect(told.map(({ state }) => state)).toEqual(['connecting', 'connected']);
  web.answer(anna, 'only to be shown');
  await hears('only to be shown');
  expect(heard.at(-1)?.fromBusiness, 'where the owner has switched the take-over off').toEqual({ takesOver: false });
  await again.close();
});

test('a machine without a browser says what to install', async () => {
  const told: ChannelStatus[] = [];
  const nowhere = { ...browser, program: '/no/such/browser' };
  const lonely = createWebAdapter({ ...connection, channelId: 'lonely', browser: nowhere }, null, fast);
  await lonely.connect(
    async () => undefined,
    (next) => told.push(next),
  );
  await expect.poll(() => told.at(-1)?.error).toMatch(/Install it/);
  await lonely.close();
});
