import type { InboundContent } from '@baton/engine';
import { z } from 'zod';
import type { InboundEvent, Receipt } from '../../channel-adapter.ts';
import { reasonOf } from './failures.ts';
import type { MediaKind } from './media-kind.ts';

/** What a webhook brought for one number, in its order. */
export interface Heard {
  readonly said: readonly {
    readonly event: InboundEvent;
    /** Of a tap on a button or a row: the message that it was on. */
    readonly tappedId: string | null;
    /** Of a file: where it is. The event says in words what it was, for a file that can't be kept. */
    readonly media: CloudMedia | null;
  }[];
  readonly receipts: readonly Receipt[];
}

/** A file that a customer sent, as the webhook describes it. */
export interface CloudMedia {
  readonly id: string;
  readonly kind: MediaKind;
  readonly voice: boolean;
  readonly name: string | null;
  readonly caption: string;
}

/** "the customer service window": https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages#customer-service-windows. */
const WINDOW_MS = 24 * 60 * 60 * 1000;

/** Between a message's key and the number of a part that others follow, as Meta gives it back with a status. */
export const PART_MARK = '#';

const captioned = z.object({ id: z.string(), caption: z.string().optional() });
const reply = z.object({ id: z.string(), title: z.string() });

const messageSchema = z.object({
  id: z.string().min(1).max(300),
  from: z.string().optional(),
  from_user_id: z.string().optional(),
  /** Set where it was said in a group. */
  group_id: z.string().optional(),
  timestamp: z.string().regex(/^\d+$/),
  type: z.string(),
  context: z.object({ id: z.string().optional() }).optional().catch(undefined),
  text: z.object({ body: z.string() }).optional(),
  interactive: z.object({ button_reply: reply.optional(), list_reply: reply.optional() }).optional(),
  button: z.object({ text: z.string() }).optional(),
  image: captioned.optional(),
  video: captioned.optional(),
  audio: z.object({ id: z.string(), voice: z.boolean().optional() }).optional(),
  document: captioned.extend({ filename: z.string().optional() }).optional(),
  sticker: z.object({ id: z.string() }).optional(),
  location: z
    .object({
      latitude: z.number(),
      longitude: z.number(),
      name: z.string().optional(),
      address: z.string().optional(),
    })
    .optional(),
  contacts: z
    .array(
      z.object({
        name: z.object({ formatted_name: z.string().optional() }).optional(),
        emails: z.array(z.object({ email: z.string().optional() })).optional(),
        phones: z.array(z.object({ phone: z.string().optional(), wa_id: z.string().optional() })).optional(),
      }),
    )
    .optional(),
  order: z.unknown().optional(),
});
type CloudMessage = z.infer<typeof messageSchema>;

const contactSchema = z.object({
  wa_id: z.string().optional(),
  user_id: z.string().optional(),
  profile: z.object({ name: z.string().optional() }).optional(),
});
type CloudContact = z.infer<typeof contactSchema>;

const statusSchema = z.object({
  id: z.string(),
  status: z.string(),
  biz_opaque_callback_data: z.string().optional(),
  errors: z
    .array(
      z.object({
        code: z.number(),
        title: z.string().default(''),
        error_data: z.object({ details: z.string().optional() }).optional(),
      }),
    )
    .optional(),
});

/** A message or a status that is of no kind we know must not hold up the others of the same delivery. */
const readable = <Schema extends z.core.$ZodType>(schema: Schema) =>
  z
    .array(z.unknown())
    .default([])
    .transform((all) => all.flatMap((each) => z.safeParse(schema, each).data ?? []));

const payloadSchema = z.object({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(
    z.object({
      changes: z.array(
        z.object({
          field: z.string(),
          value: z.looseObject({ metadata: z.object({ phone_number_id: z.string() }).optional() }),
        }),
      ),
    }),
  ),
});

const messagesSchema = z.object({
  contacts: readable(contactSchema),
  messages: readable(messageSchema),
  statuses: readable(statusSchema),
});

/**
 * Reads what Meta brings: https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components. Throws a ZodError
 * for what is none. What is for another number of the same app, or was said to many at once, is not this channel's.
 */
export function toInbound(payload: unknown, phoneNumberId: string): Heard {
  const said: Heard['said'][number][] = [];
  const receipts: Receipt[] = [];
  for (const { field, value } of payloadSchema.parse(payload).entry.flatMap(({ changes }) => changes)) {
    if (field !== 'messages' || value.metadata?.phone_number_id !== phoneNumberId) continue;
    const { contacts, messages, statuses } = messagesSchema.parse(value);
    for (const message of messages) {
      const event = heardMessage(message, contacts);
      const tappedId = event?.content?.kind === 'choice' ? (message.context?.id ?? null) : null;
      if (event) said.push({ event, tappedId, media: mediaOf(message) });
    }
    for (const status of statuses) receipts.push(...heardStatus(status));
  }
  return { said, receipts };
}

function heardMessage(message: CloudMessage, contacts: readonly CloudContact[]): InboundEvent | null {
  const { id, timestamp } = message;
  const known = contactOf(message, contacts);
  const phone = phoneOf(message, known);
  const content = contentOf(message, phone);
  const identities = identitiesOf(message, known);
  const [address, ...aliases] = identities;
  if (isToMany(message) || content === null || address === undefined) return null;
  return {
    key: id,
    address,
    aliases,
    clientId: id,
    name: known?.profile?.name?.slice(0, 200) || null,
    content,
    writableUntil: Number(timestamp) * 1000 + WINDOW_MS,
    ...(phone !== undefined && { phone }),
  };
}

/** Of a group, a status or a channel: its sender is the chat itself where no group is named, as `status@broadcast`. */
function isToMany({ from, group_id }: CloudMessage): boolean {
  return group_id !== undefined || from?.includes('@') === true;
}

function contactOf({ from, from_user_id }: CloudMessage, contacts: readonly CloudContact[]): CloudContact | undefined {
  const own = contacts.find(
    ({ wa_id, user_id }) =>
      (wa_id !== undefined && wa_id === from) || (user_id !== undefined && user_id === from_user_id),
  );
  return own ?? (contacts.length === 1 ? contacts[0] : undefined);
}

/**
 * The business-scoped user id comes first: it stays when people change their number, and may be all there is:
 * https://developers.facebook.com/docs/whatsapp/business-scoped-user-ids.
 */
function identitiesOf(message: CloudMessage, contact: CloudContact | undefined): string[] {
  const user = message.from_user_id ?? contact?.user_id;
  const phone = phoneOf(message, contact);
  return [...(user === undefined ? [] : [`user:${user}`]), ...(phone === undefined ? [] : [`phone:${phone}`])];
}

function phoneOf({ from }: CloudMessage, contact: CloudContact | undefined): string | undefined {
  const number = from ?? contact?.wa_id;
  return number !== undefined && /^\d{5,20}$/.test(number) ? number : undefined;
}

/** Null for what nobody said, such as a reaction or a note of the system. */
function contentOf(message: CloudMessage, phone: string | undefined): InboundEvent['content'] {
  const { text, interactive, button, location, contacts } = message;
  const tap = interactive?.button_reply ?? interactive?.list_reply;
  if (tap) return { kind: 'choice', optionId: tap.id.slice(0, 64), label: tap.title.slice(0, 200) };
  if (location) return placeOf(location);
  const [card] = contacts ?? [];
  if (card) return cardOf(card, phone);
  const words = text?.body ?? button?.text ?? wordsOf(message);
  return words === null || words === '' ? null : { kind: 'text', text: words.slice(0, 4000) };
}

function placeOf({ latitude, longitude, name, address }: NonNullable<CloudMessage['location']>): InboundContent {
  return {
    kind: 'location',
    latitude,
    longitude,
    ...(name && { name: name.slice(0, 200) }),
    ...(address && { address: address.slice(0, 500) }),
  };
}

/** Who shares their own card answers with their number: it passes as one where the flow asks for it. */
function cardOf(card: NonNullable<CloudMessage['contacts']>[number], phone: string | undefined): InboundContent {
  const { name, phones = [], emails = [] } = card;
  const numbers = phones.flatMap(({ phone: shown, wa_id }) => shown ?? (wa_id === undefined ? [] : `+${wa_id}`));
  return {
    kind: 'contact',
    name: (name?.formatted_name ?? 'Contact').slice(0, 200),
    phones: numbers.slice(0, 10).map((each) => each.slice(0, 50)),
    emails: emails
      .flatMap(({ email }) => email ?? [])
      .filter((email) => email.length <= 254)
      .slice(0, 10),
    own: phone !== undefined && phones.some(({ wa_id }) => wa_id === phone),
  };
}

function mediaOf({ image, video, audio, document, sticker }: CloudMessage): CloudMedia | null {
  const file = (kind: MediaKind, id: string, more: Partial<CloudMedia> = {}): CloudMedia => ({
    id,
    kind,
    voice: false,
    name: null,
    caption: '',
    ...more,
  });
  if (image) return file('image', image.id, { caption: image.caption ?? '' });
  if (video) return file('video', video.id, { caption: video.caption ?? '' });
  if (audio) return file('audio', audio.id, { voice: audio.voice ?? false });
  if (sticker) return file('sticker', sticker.id);
  if (!document) return null;
  return file('document', document.id, { name: document.filename ?? null, caption: document.caption ?? '' });
}

function wordsOf(message: CloudMessage): string | null {
  const thing = thingOf(message);
  const caption = mediaOf(message)?.caption ?? '';
  return thing === null || caption === '' ? thing : `${thing}\n${caption}`;
}

/** Anything that is not text still says what it was. */
function thingOf({ type, audio, document }: CloudMessage): string | null {
  switch (type) {
    case 'image':
      return '📷 Photo';
    case 'video':
      return '🎬 Video';
    case 'audio':
      return audio?.voice ? '🎤 Voice message' : '🎵 Audio';
    case 'document':
      return `📎 ${document?.filename ?? 'File'}`;
    case 'sticker':
      return '🙂 Sticker';
    case 'order':
      return '🛒 An order from the catalogue';
    case 'unsupported':
      return '❔ A message that WhatsApp shows only on a phone';
    default:
      return null;
  }
}

const states: Readonly<Record<string, 'sent' | 'delivered' | 'read'>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  // A voice message that was listened to.
  played: 'read',
};

function heardStatus({ id, status, biz_opaque_callback_data, errors }: z.infer<typeof statusSchema>): Receipt[] {
  const [key = null, part] = biz_opaque_callback_data?.split(PART_MARK) ?? [];
  const shared = { key, providerId: id };
  const state = states[status];
  // What the last part has come to, the message has; a part before it can only fail it.
  if (state) return part === undefined ? [{ ...shared, state }] : [];
  if (status !== 'failed') return [];
  const [error] = errors ?? [];
  const reason = reasonOf(error?.code ?? 0, error?.error_data?.details ?? error?.title ?? '');
  return [{ ...shared, state: 'failed', reason }];
}
