import path from 'node:path';
import { MAX_CAPTION } from '@baton/engine';
import type {
  ChannelAdapter,
  ChannelConnection,
  ChannelStatus,
  InboundEvent,
  OutboundMessage,
  SendResult,
} from '../../channel-adapter.ts';
import { createPace, type PaceLimits } from '../../pace.ts';
import { pause } from '../../pause.ts';
import { definition } from '../definition.ts';
import { findChromium, NO_CHROMIUM } from './find-chromium.ts';
import { fromOutbound, type WebPart } from './from-outbound.ts';
import { type HeardUntil, openHeardUntil } from './heard-until.ts';
import type { FromWorker, WebMessage, WorkerOptions } from './protocol.ts';
import { takeSlot } from './slots.ts';
import { MaybeDone, NotDone, superviseWorker, type Worker } from './supervise-worker.ts';
import { chatOf, toInbound } from './to-inbound.ts';

/** As fast as a person with templates at hand: an account that writes like a machine is banned like one. */
const limits: PaceLimits = { inChat: { burst: 3, perSecond: 0.5 }, inAll: { burst: 6, perSecond: 1 } };

const times = { probeMs: 5_000, nudgeMs: 15_000, answerMs: 20_000, ackMs: 20_000 };
/** How long what WhatsApp does not take now waits: reconnecting takes seconds, a phone that is off longer. */
const RETRY_MS = 15_000;
const CATCH_UP_RETRY_MS = 1_000;
const STORE_RETRY_MS = 1_000;

/** Times for tests, in milliseconds. */
export type WebTimes = Partial<typeof times & { firstRetryMs: number }>;

/**
 * An account of WhatsApp Web, in a browser on this machine. Only the process that keeps it can send: the browser is
 * there. Elsewhere the adapter does nothing.
 */
export function createWebAdapter(
  connection: ChannelConnection,
  phone: string | null,
  fast: WebTimes = {},
): ChannelAdapter {
  const { channelId, settings, host, browser } = connection;
  const folder = path.join(browser.folder, channelId);
  const closing = new AbortController();
  const { signal } = closing;
  const pace = createPace(limits, signal);
  const parsed = definition.parseSettings(settings);
  const preview = !(parsed.ok && parsed.settings.linkPreviews === false);
  const phoneTakesOver = !(parsed.ok && parsed.settings.phoneTakesOver === false);
  /** By the id of what was sent; null for a part that others follow. */
  const keysOfSent = new Map<string, string | null>();
  const sending = new Set<Promise<unknown>>();
  let worker: Worker | undefined;
  let running: Promise<void> | undefined;
  /** Nothing is sent before what came meanwhile is stored: somebody may have answered it on the phone. */
  let online = false;
  let catchingUp = false;
  let until: HeardUntil | undefined;
  /** Of the account's process: each one catches up. */
  let life = 0;
  /** What is said, one after the other; and how far messages have come, which holds up nobody who speaks. */
  let taking: Promise<void> = Promise.resolve();
  let noting: Promise<void> = Promise.resolve();

  async function run(onStatus: (status: ChannelStatus) => void): Promise<void> {
    const program = await findChromium(browser.program);
    if (program === null) return onStatus({ state: 'disconnected', error: NO_CHROMIUM });
    const slot = await takeSlot(browser.folder, channelId, browser.limit);
    if (!slot) {
      const error = `This machine runs ${browser.limit} accounts of WhatsApp Web, as many as it may (each takes up to 0.7 GB of memory). Disconnect one, or raise WHATSAPP_WEB_ACCOUNTS`;
      return onStatus({ state: 'disconnected', error });
    }
    const { firstRetryMs = 1_000, ...own } = fast;
    const options: WorkerOptions = { ...times, ...own, folder, chromium: program, args: [...browser.args], phone };
    worker = superviseWorker({
      options,
      signal,
      firstRetryMs,
      onNews: (news) => hearNews(news, onStatus),
      onGone(why, loggedOut) {
        online = false;
        catchingUp = false;
        life += 1;
        if (loggedOut) until = undefined;
        onStatus({ state: 'connecting', error: loggedOut ? loggedOutWords : goneWords(why) });
      },
    });
    await worker.ended;
    await slot.release();
  }

  function hearNews(news: FromWorker, onStatus: (status: ChannelStatus) => void): void {
    if (news.t === 'qr') onStatus({ state: 'pairing', error: null, pairing: { qr: news.qr, code: null } });
    if (news.t === 'code') onStatus({ state: 'pairing', error: null, pairing: { qr: null, code: news.code } });
    if (news.t === 'said') taking = insist(taking, () => receive(news.message));
    if (news.t === 'ack') noting = insist(noting, () => receipt(news.id, news.ack));
    if (news.t === 'ready') void begin(news, onStatus);
  }

  /** Hears what came while nothing ran, and is connected then. */
  async function begin(
    { id, name }: Extract<FromWorker, { t: 'ready' }>,
    onStatus: (status: ChannelStatus) => void,
  ): Promise<void> {
    const own = life;
    catchingUp = true;
    const account = { id, name: name === '' ? `+${id}` : `${name} (+${id})`, url: `https://wa.me/${id}` };
    until ??= await openHeardUntil(folder, Math.floor(Date.now() / 1000));
    const error = await catchUp(until.since);
    await taking;
    if (own !== life || error instanceof MaybeDone || signal.aborted) return;
    catchingUp = false;
    online = true;
    onStatus({ state: 'connected', error: error && unreadWords(error), account });
  }

  /** Null, or why it could not be heard. */
  async function catchUp(since: number): Promise<Error | null> {
    try {
      await worker?.ask({ op: 'catch_up', since });
      return null;
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  /** What can't be stored now must not be lost, nor overtaken: WhatsApp does not bring it again while this runs. */
  async function insist(before: Promise<void>, task: () => Promise<void>): Promise<void> {
    await before;
    while (!signal.aborted) {
      try {
        return await task();
      } catch {
        await pause(STORE_RETRY_MS, signal);
      }
    }
  }

  async function receive(message: WebMessage): Promise<void> {
    const { shortId, at } = message;
    // Of what is asked for again, some was heard before, or is Baton's own.
    if (catchingUp && until?.knows(shortId)) return;
    const heard = toInbound(message, phoneTakesOver);
    if (heard) await host.receive(heard.media === null ? heard.event : await withFile(heard));
    await until?.heard(shortId, at);
  }

  async function withFile({ event, media, caption }: NonNullable<ReturnType<typeof toInbound>>): Promise<InboundEvent> {
    if (!media || !worker) return event;
    const data = await worker.ask({ op: 'media', id: media.id }).catch(() => null);
    const kept =
      data === null
        ? null
        : await host.storeFile(event.address, { name: media.name, media: media.as, bytes: once(data) });
    if (kept?.status === 'stored') {
      const words = caption === '' ? {} : { caption: caption.slice(0, MAX_CAPTION) };
      return { ...event, content: { kind: 'file', ...kept.file, ...words } };
    }
    if (event.content?.kind !== 'text') return event;
    const why = kept?.reason === 'too_large' ? 'too large to be kept' : 'it could not be fetched from WhatsApp';
    return { ...event, content: { kind: 'text', text: `${event.content.text} (${why})` } };
  }

  async function receipt(providerId: string, ack: number): Promise<void> {
    // WhatsApp may be quicker than the end of the sending, by which the message is known.
    await Promise.allSettled(sending);
    const key = keysOfSent.get(providerId);
    // The message has come as far as its last part.
    if (key === null) return;
    await noteReceipt(key ?? null, providerId, ack);
  }

  async function noteReceipt(key: string | null, providerId: string, ack: number): Promise<void> {
    const state = (['sent', 'delivered', 'read', 'read'] as const)[ack - 1];
    if (state) await host.receipt({ key, providerId, state });
    else if (ack < 0) await host.receipt({ key, providerId, state: 'failed', reason: 'WhatsApp could not send it' });
  }

  /** Sends a part, `key` being the message's for its last one. */
  async function sendPart(to: string, part: WebPart, key: string | null): Promise<string> {
    const known = sendNow(to, part).then((id) => {
      keysOfSent.set(id, key);
      taking = taking.then(() => until?.sent(id, Math.floor(Date.now() / 1000)));
      return id;
    });
    sending.add(known);
    return known.finally(() => sending.delete(known));
  }

  async function sendNow(to: string, part: WebPart): Promise<string> {
    if (!worker || !online) throw new NotDone('WhatsApp is not connected');
    await pace.turn(to);
    if (part.kind === 'text') return (await worker.ask({ op: 'text', to, text: part.text, preview })) ?? '';
    if (part.kind === 'place') {
      const { latitude, longitude, name = '', address = '' } = part.place;
      return (await worker.ask({ op: 'place', to, latitude, longitude, name, address })) ?? '';
    }
    const stored = await host.openFile(part.file.fileId);
    if (!stored) throw new FileGone('The file is not stored any more');
    const bytes: Uint8Array[] = [];
    for await (const each of stored.bytes()) bytes.push(each);
    const data = Buffer.concat(bytes).toString('base64');
    const { name, mime, media } = part.file;
    const as = media === 'voice' || media === 'sticker' || media === 'document' ? media : 'shown';
    return (await worker.ask({ op: 'file', to, name, mime, data, caption: part.caption, as })) ?? '';
  }

  return {
    async connect(_onInbound, onStatus) {
      onStatus({ state: 'connecting', error: null });
      running = run(onStatus);
    },
    async send(address: string, message: OutboundMessage): Promise<SendResult> {
      const parts = fromOutbound(message.content);
      let providerId: string | null = null;
      for (const [index, part] of parts.entries()) {
        if (index < (message.partsSent ?? 0)) continue;
        try {
          const isLast = index === parts.length - 1;
          providerId = await sendPart(chatOf(address), part, isLast ? message.key : null);
        } catch (error) {
          if (error instanceof FileGone) return { status: 'failed', reason: error.message };
          if (error instanceof MaybeDone || !(error instanceof NotDone)) throw error;
          const retryAfterMs = catchingUp ? CATCH_UP_RETRY_MS : RETRY_MS;
          return { status: 'retry', reason: error.message, retryAfterMs, partsSent: index };
        }
      }
      return { status: 'sent', providerId };
    },
    async typing(address, typing) {
      if (online) await worker?.ask({ op: 'typing', to: chatOf(address), typing });
    },
    async markRead(address) {
      if (online) await worker?.ask({ op: 'seen', to: chatOf(address) });
    },
    /** The phone forgets this device; its session is of no use any more. */
    async disconnect() {
      if (online) await worker?.ask({ op: 'logout' });
    },
    async close() {
      closing.abort();
      await running;
      await Promise.all([taking, noting]);
    },
  };
}

/** It was removed since it was sent on. */
class FileGone extends Error {}

const loggedOutWords = 'The phone has logged this device out. A new code to scan is on its way';

function unreadWords({ message }: Error): string {
  return `What was written while WhatsApp was not connected could not be read (${message}). Look at the phone`;
}

function goneWords(why: string): string {
  if (/CONFLICT/.test(why)) return 'WhatsApp Web was opened elsewhere with this account. Connecting again';
  return `WhatsApp Web has stopped and is started again (${why})`;
}

async function* once(base64: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(base64, 'base64');
}
