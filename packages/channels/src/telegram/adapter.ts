import { timingSafeEqual } from 'node:crypto';
import { botWords } from '@baton/engine';
import { z } from 'zod';
import type {
  ChannelAdapter,
  ChannelAdapterFactory,
  ChannelConnection,
  InboundEvent,
  OutboundMessage,
  SendResult,
} from '../channel-adapter.ts';
import { createPace } from '../pace.ts';
import { createButtons, isLive } from './buttons.ts';
import { checkToken } from './check-token.ts';
import { definition } from './definition.ts';
import { blockedBot, notSent } from './failures.ts';
import { createFileFetcher } from './fetch-file.ts';
import { fromOutbound, type TelegramPart } from './from-outbound.ts';
import { keepWebhook } from './keep-webhook.ts';
import { limits } from './limits.ts';
import type { HeardFile } from './message-content.ts';
import { pollUpdates } from './poll-updates.ts';
import type { RichText } from './rich-text.ts';
import { FileGone, sendFile } from './send-file.ts';
import { sendPlace } from './send-place.ts';
import { takesWebhook } from './takes-webhook.ts';
import { createTelegramApi, withinPatience } from './telegram-api.ts';
import { toInbound } from './to-inbound.ts';

/**
 * A bot of the Bot API. The process that owns the connection keeps the webhook, or polls where there is none; every
 * process sends, and takes what arrives at the webhook.
 */
export const adapter: ChannelAdapterFactory = {
  type: definition.type,
  check: checkToken,
  create(connection) {
    const { token } = connection.secrets;
    return token === undefined ? notConnected : connected(connection, token);
  },
};

/** Why there are only words where a file was sent. */
const unfetched = {
  too_large: 'too large: bots can fetch files up to 20 MB from Telegram',
  empty: 'the file was empty',
  failed: 'the file could not be fetched from Telegram',
} as const;

function connected(connection: ChannelConnection, token: string): ChannelAdapter {
  const { settings, apiRoot, host } = connection;
  const webhook = usableWebhook(connection);
  const api = createTelegramApi(token, apiRoot);
  const [botId = ''] = token.split(':');
  const closing = new AbortController();
  const { signal } = closing;
  const buttons = createButtons(api, signal);
  const pace = createPace(limits, signal);
  const files = createFileFetcher({ api, token, apiRoot, signal });
  const parsed = definition.parseSettings(settings);
  const previews = !(parsed.ok && parsed.settings.linkPreviews === false);
  let running: Promise<void> | undefined;

  /** The event with its file, fetched and stored; where it can't be had, the event says what it was, and why. */
  async function withFile(event: InboundEvent, file: HeardFile): Promise<InboundEvent> {
    const words = event.content?.kind === 'text' ? event.content.text : '';
    const without = (why: string): InboundEvent => ({
      ...event,
      content: { kind: 'text', text: `${words}\n(${why})` },
    });
    const kept = await files.fetch(event.key, file, (bytes) => host.storeFile(event.address, bytes));
    if (kept.status === 'refused') return without(unfetched[kept.reason]);
    const caption = file.caption.trim();
    return { ...event, content: { kind: 'file', ...kept.file, ...(caption !== '' && { caption }) } };
  }

  async function closedHint(address: string): Promise<string> {
    return botWords[await host.language(address)].closed.hint;
  }

  /** Stores what an update says; resolves when it is stored, before anything is shown for it. */
  async function receive(payload: unknown): Promise<void> {
    if (await host.divert(payload)) return;
    const heard = toInbound(payload, botId);
    if (heard.kind === 'lost_tap') buttons.lost(heard.queryId, await closedHint(heard.address));
    if (heard.kind === 'blocked') await host.reachable(heard.address, heard.blocked ? blockedBot : null);
    if (heard.kind === 'said') {
      const event = heard.file ? await withFile(heard.event, heard.file) : heard.event;
      const { address, content, edits } = event;
      // Telegram tells only whom it brings back to the same bot; whoever writes has come back to this one.
      await host.reachable(address, null);
      // An answer in words takes the buttons away.
      const open = content === null || edits ? null : await host.question(address);
      await host.receive(event);
      if (open?.providerId && !open.answered) buttons.remove(address, open.providerId);
    }
    if (heard.kind === 'tapped') {
      const { event, tap } = heard;
      const question = await host.question(event.address, tap.messageId);
      const live = isLive(question, tap.messageId);
      if (live) await host.receive(event);
      // The same tap may come twice: what was chosen then is shown, not called too late.
      const before = question?.providerId === tap.messageId ? question.answer : null;
      const isLate = !live && before !== tap.label;
      buttons.answered(tap, live ? tap.label : before, isLate ? await closedHint(event.address) : null);
    }
  }

  /** What can't be read will not be readable the next time either: it must not hold up all that follows. */
  async function receiveReadable(payload: unknown): Promise<void> {
    try {
      await receive(payload);
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
    }
  }

  async function sendPart(address: string, { text, entities, keyboard, file, place }: TelegramPart): Promise<string> {
    if (file) return String(await sendStored(address, file.fileId, { text, entities }));
    await pace.turn(address);
    if (place) return String(await sendPlace(api, address, place));
    const sent = await api.sendMessage(address, text, {
      ...(entities.length > 0 && { entities: [...entities] }),
      ...(keyboard.length > 0 && { reply_markup: { inline_keyboard: keyboard.map((row) => [...row]) } }),
      ...(!previews && { link_preview_options: { is_disabled: true } }),
    });
    return String(sent.message_id);
  }

  async function sendStored(address: string, fileId: string, words: RichText): Promise<number> {
    const stored = await host.openFile(fileId);
    if (!stored) throw new FileGone();
    await pace.turn(address);
    return sendFile(api, address, stored, words);
  }

  return {
    async connect(_onInbound, onStatus) {
      onStatus({ state: 'connecting', error: null });
      running = webhook
        ? keepWebhook({ api, webhook, onStatus, signal })
        : pollUpdates({ api, onUpdate: receiveReadable, onStatus, signal });
    },
    receive,
    isAuthentic(headers) {
      const given = headers['x-telegram-bot-api-secret-token'];
      return webhook !== null && typeof given === 'string' && isSame(given, webhook.secret);
    },
    async send(address: string, message: OutboundMessage): Promise<SendResult> {
      const parts = fromOutbound(message.content);
      let providerId: string | null = null;
      for (const [index, part] of parts.entries()) {
        if (index < (message.partsSent ?? 0)) continue;
        try {
          providerId = await sendPart(address, part);
        } catch (error) {
          const result = notSent(error);
          return result.status === 'retry' ? { ...result, partsSent: index } : result;
        }
      }
      return { status: 'sent', providerId };
    },
    async typing(address, typing) {
      // Telegram ends it by itself after five seconds, or with the message.
      if (typing) await api.sendChatAction(address, 'typing');
    },
    // A bot can't tell a customer what was read.
    async markRead() {},
    async disconnect() {
      await api.deleteWebhook(undefined, withinPatience());
    },
    async close() {
      closing.abort();
      await running;
      await buttons.settled();
    },
  };
}

/** Null where updates are fetched. */
function usableWebhook({ webhook, apiRoot }: ChannelConnection): ChannelConnection['webhook'] {
  return webhook && takesWebhook(webhook.url, apiRoot) ? webhook : null;
}

/** In a time that does not tell how much of the secret was right. */
function isSame(given: string, secret: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(secret)];
  return one.length === other.length && one.length > 0 && timingSafeEqual(one, other);
}

/** A channel whose token was taken away, never given, or can't be read any more. */
const notConnected: ChannelAdapter = {
  async connect(_onInbound, onStatus) {
    onStatus({ state: 'disconnected', error: 'The stored token can’t be read. Paste it again' });
  },
  send: async () => ({ status: 'failed', reason: 'The channel is not connected. Connect it in Settings' }),
  typing: async () => undefined,
  markRead: async () => undefined,
  close: async () => undefined,
};
