import { createHmac, timingSafeEqual } from 'node:crypto';
import { botWords, MAX_CAPTION } from '@baton/engine';
import { z } from 'zod';
import {
  type ChannelAdapter,
  type ChannelConnection,
  type ChannelStatus,
  type InboundEvent,
  type OutboundMessage,
  type SendResult,
  TemplatesUnavailable,
} from '../../channel-adapter.ts';
import { createPace, type PaceLimits } from '../../pace.ts';
import { pause } from '../../pause.ts';
import { definition } from '../definition.ts';
import { readAccount } from './check-account.ts';
import { CloudError, type CloudSecrets, CloudUnreachable, createCloudApi } from './cloud-api.ts';
import { isFinal, notSent, problemOf } from './failures.ts';
import { keepMedia, uploadFile } from './files.ts';
import { type CloudMessage, type FilePart, fromOutbound } from './from-outbound.ts';
import { isVoiceNote, kindFor } from './media-kind.ts';
import { readTemplates } from './templates.ts';
import { type CloudMedia, PART_MARK, toInbound } from './to-inbound.ts';

/**
 * "Up to 80 messages per second" of a number, and "1 message every 6 seconds" to one person with bursts of up to 45:
 * https://developers.facebook.com/docs/whatsapp/cloud-api/overview#throughput.
 */
const limits: PaceLimits = { inChat: { burst: 20, perSecond: 1 / 6 }, inAll: { burst: 80, perSecond: 80 } };

/** A token that was revoked is noticed within this time, also while nobody writes. */
const LOOK_MS = 5 * 60_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;

/** It was removed since it was sent on. */
class FileGone extends Error {}

const sentSchema = z.object({ messages: z.array(z.object({ id: z.string() })).min(1) });

/**
 * A number of Meta's Cloud API. Everything that customers do comes by the webhook, to whichever process; the one that
 * keeps the connection looks whether the account is still open to us.
 */
export function createCloudAdapter(connection: ChannelConnection, secrets: CloudSecrets): ChannelAdapter {
  const { settings, webhook, apiRoot, host } = connection;
  const { phoneNumberId, appSecret, businessAccountId } = secrets;
  const api = createCloudApi(secrets, apiRoot);
  const closing = new AbortController();
  const { signal } = closing;
  const pace = createPace(limits, signal);
  const parsed = definition.parseSettings(settings);
  const previews = !(parsed.ok && parsed.settings.linkPreviews === false);
  let running: Promise<void> | undefined;

  const messages = (body: object) => api.post(`${phoneNumberId}/messages`, { messaging_product: 'whatsapp', ...body });

  /** Meta brings it again while this rejects: only what is stored may be forgotten. */
  async function receive(payload: unknown): Promise<void> {
    const { said, receipts } = toInbound(payload, phoneNumberId);
    for (const { event, tappedId, media } of said) {
      if (tappedId !== null) await receiveTap(event, tappedId);
      else await host.receive(media === null ? event : await withFile(event, media));
    }
    for (const receipt of receipts) await host.receipt(receipt);
  }

  async function receiveTap(event: InboundEvent, tappedId: string): Promise<void> {
    const { address, content } = event;
    const question = await host.question(address, tappedId);
    const own = question?.providerId === tappedId;
    // The question is being sent: its answer may be quicker than the note of the message's number.
    const coming = question?.providerId === null && !question.tappedOther;
    if (question && !question.answered && (own || coming)) return host.receive(event);
    // The same tap may come twice: what was chosen then is not called too late.
    if (own && content?.kind === 'choice' && question.answer === content.label) return;
    await sayClosed(address);
  }

  /** The file itself in place of the words for it; those stay where it can't be had, and say so. */
  async function withFile(event: InboundEvent, media: CloudMedia): Promise<InboundEvent> {
    const kept = await keepMedia(api, host, event.address, media).catch((error: unknown) => {
      if (error instanceof CloudError && isFinal(error)) return null;
      throw error;
    });
    if (kept?.status === 'stored') {
      const caption = media.caption === '' ? {} : { caption: media.caption.slice(0, MAX_CAPTION) };
      return { ...event, content: { kind: 'file', ...kept.file, ...caption } };
    }
    if (event.content?.kind !== 'text') return event;
    const why = kept?.reason === 'too_large' ? 'too large to be kept' : 'it could not be fetched from WhatsApp';
    return { ...event, content: { kind: 'text', text: `${event.content.text} (${why})` } };
  }

  /** Buttons can't be taken away: whoever taps one of an older question is told. */
  async function sayClosed(address: string): Promise<void> {
    const body = botWords[await host.language(address)].closed.message;
    // Only a courtesy: the tap must not come again for it.
    await messages({ ...recipientOf(address), type: 'text', text: { body } }).catch(() => undefined);
  }

  async function sendPart(address: string, key: string, part: CloudMessage): Promise<string> {
    const body = part.type === 'file' ? await uploaded(part) : part;
    await pace.turn(address);
    const answer = await messages({ ...recipientOf(address), ...body, biz_opaque_callback_data: key });
    return sentSchema.parse(answer).messages[0]?.id ?? '';
  }

  async function uploaded({ file, caption }: FilePart): Promise<object> {
    const stored = await host.openFile(file.fileId);
    if (!stored) throw new FileGone('The file is not stored any more');
    const kind = kindFor(file);
    const id = await uploadFile(api, phoneNumberId, stored).catch((error: unknown) => {
      if (error instanceof CloudError) throw error;
      // Whatever became of the upload, the message has not been sent.
      throw new CloudUnreachable('The file could not be brought to Meta', { cause: error });
    });
    const more = {
      ...(caption !== '' && { caption }),
      ...(kind === 'document' && { filename: file.name }),
      ...(isVoiceNote(file) && { voice: true }),
    };
    return { type: kind, [kind]: { id, ...more } };
  }

  async function watch(onStatus: (status: ChannelStatus) => void): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      try {
        await readAccount(api, phoneNumberId);
        failures = 0;
        onStatus({ state: 'connected', error: unheardBecause(webhook, apiRoot) });
      } catch (error) {
        if (signal.aborted) return;
        failures += 1;
        onStatus({ state: isFinal(error) ? 'disconnected' : 'connecting', error: problemOf(error) });
        if (isFinal(error)) return;
      }
      const retry = Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LAST_RETRY_MS);
      await pause(failures === 0 ? LOOK_MS : retry, signal);
    }
  }

  /** Typing and "read" both name the message that they answer. */
  async function markHeard(address: string, more: object): Promise<void> {
    const messageId = await host.lastHeard(address);
    if (messageId !== null) await messages({ status: 'read', message_id: messageId, ...more });
  }

  return {
    async connect(_onInbound, onStatus) {
      onStatus({ state: 'connecting', error: null });
      running = watch(onStatus);
    },
    receive,
    isSigned: (headers, body) => isSigned(headers['x-hub-signature-256'], body, appSecret),
    answerHandshake(query) {
      const token = query.get('hub.verify_token') ?? '';
      if (query.get('hub.mode') !== 'subscribe' || webhook === null || !isSame(token, webhook.secret)) return null;
      return query.get('hub.challenge') ?? '';
    },
    async send(address: string, message: OutboundMessage): Promise<SendResult> {
      const parts = fromOutbound(message.content, previews);
      let providerId: string | null = null;
      for (const [index, part] of parts.entries()) {
        if (index < (message.partsSent ?? 0)) continue;
        try {
          const isLast = index === parts.length - 1;
          const key = isLast ? message.key : `${message.key}${PART_MARK}${index}`;
          providerId = await sendPart(address, key, part);
        } catch (error) {
          if (error instanceof FileGone) return { status: 'failed', reason: error.message };
          const result = notSent(error);
          return result.status === 'retry' ? { ...result, partsSent: index } : result;
        }
      }
      return { status: 'sent', providerId };
    },
    async typing(address, typing) {
      // WhatsApp ends it by itself after 25 seconds, or with the message.
      if (typing) await markHeard(address, { typing_indicator: { type: 'text' } });
    },
    markRead: (address) => markHeard(address, {}),
    async templates() {
      if (businessAccountId === '') {
        throw new TemplatesUnavailable('Add the WhatsApp Business account ID to this channel in Settings.');
      }
      try {
        return readTemplates(await api.get(`${businessAccountId}/message_templates`, { limit: '200' }));
      } catch (error) {
        throw new TemplatesUnavailable(`${problemOf(error)}.`, { cause: error });
      }
    },
    async close() {
      closing.abort();
      await running;
    },
  };
}

/** A number, or the id that Meta gives in its place. */
function recipientOf(address: string): object {
  const [kind, value = ''] = address.split(/:(.*)/s);
  return { recipient_type: 'individual', ...(kind === 'user' ? { recipient: value } : { to: value }) };
}

/** Meta brings what customers say to https only; a stand-in for it also to http. */
function unheardBecause(webhook: ChannelConnection['webhook'], apiRoot: string | null): string | null {
  if (webhook && (webhook.url.startsWith('https:') || apiRoot !== null)) return null;
  return 'Messages of customers can’t arrive: Meta needs an https address of this server. Set PUBLIC_URL, and start it again';
}

/** "sha256=" and the HMAC of every byte: https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads. */
function isSigned(given: string | readonly string[] | undefined, body: Uint8Array, appSecret: string): boolean {
  const expected = createHmac('sha256', appSecret).update(body).digest('hex');
  return typeof given === 'string' && isSame(given, `sha256=${expected}`);
}

/** In a time that does not tell how much of it was right. */
function isSame(given: string, secret: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(secret)];
  return one.length === other.length && one.length > 0 && timingSafeEqual(one, other);
}
