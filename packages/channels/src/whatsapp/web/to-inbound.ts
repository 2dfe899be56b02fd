import type { InboundEvent } from '../../channel-adapter.ts';
import type { WebMessage } from './protocol.ts';

/** What was said, and whether it is a file. Null for what nobody said, such as a note that somebody called. */
export interface HeardMessage {
  readonly event: InboundEvent;
  readonly media: { readonly id: string; readonly name: string | null; readonly as?: 'voice' | 'sticker' } | null;
  readonly caption: string;
}

/** Reads a message of WhatsApp Web, `takesOver` being what an answer from the phone does: pure. A hidden id comes first, since a number may belong to another person later. */
export function toInbound(message: WebMessage, takesOver: boolean): HeardMessage | null {
  const content = contentOf(message);
  if (content === null) return null;
  const [user = '', server] = message.chat.split('@');
  const phone = server === 'lid' ? message.phone : user;
  const identities = [...(server === 'lid' ? [`lid:${user}`] : []), ...(phone === null ? [] : [`phone:${phone}`])];
  const [address = `phone:${user}`, ...aliases] = identities;
  const { id, name, type, hasMedia, filename, body, fromPhone } = message;
  return {
    event: {
      key: id,
      clientId: id,
      address,
      aliases,
      name: name?.slice(0, 200) || null,
      content,
      writableUntil: null,
      ...(phone !== null && { phone }),
      ...(fromPhone && { fromBusiness: { takesOver } }),
    },
    media: hasMedia ? { id, name: filename, ...voiceOrSticker(type) } : null,
    caption: type === 'document' && body === filename ? '' : body,
  };
}

/** How a customer's identity is written in WhatsApp Web. */
export function chatOf(address: string): string {
  const [kind, value = ''] = address.split(/:(.*)/s);
  return kind === 'lid' ? `${value}@lid` : `${value}@c.us`;
}

function voiceOrSticker(type: string): { as?: 'voice' | 'sticker' } {
  if (type === 'ptt') return { as: 'voice' };
  return type === 'sticker' ? { as: 'sticker' } : {};
}

function contentOf({ type, body, location, cards, filename }: WebMessage): InboundEvent['content'] {
  if (location) {
    const { latitude, longitude, name } = location;
    return { kind: 'location', latitude, longitude, ...(name && { name: name.slice(0, 200) }) };
  }
  if (type === 'vcard' || type === 'multi_vcard') return cardOf(cards[0] ?? body);
  const text = type === 'chat' ? body : thingOf(type, filename, body);
  return text === null || text === '' ? null : { kind: 'text', text: text.slice(0, 4000) };
}

const things: Readonly<Record<string, string>> = {
  image: '📷 Photo',
  video: '🎬 Video',
  audio: '🎵 Audio',
  ptt: '🎤 Voice message',
  sticker: '🙂 Sticker',
};

function thingOf(type: string, filename: string | null, caption: string): string | null {
  const thing = type === 'document' ? `📎 ${filename ?? 'File'}` : things[type];
  if (thing === undefined) return null;
  return caption === '' || caption === filename ? thing : `${thing}\n${caption}`;
}

function cardOf(vcard: string): InboundEvent['content'] {
  const field = (name: string) =>
    Array.from(vcard.matchAll(new RegExp(`^(?:item\\d+\\.)?${name}(?:;[^:\\n]*)?:(.*)$`, 'gim')), ([, value = '']) =>
      value.trim(),
    ).filter((value) => value !== '');
  return {
    kind: 'contact',
    name: (field('FN')[0] ?? 'Contact').slice(0, 200),
    phones: field('TEL')
      .slice(0, 10)
      .map((phone) => phone.slice(0, 50)),
    emails: field('EMAIL')
      .slice(0, 10)
      .filter((email) => email.length <= 254),
    own: false,
  };
}
