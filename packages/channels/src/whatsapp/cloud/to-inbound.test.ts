import { expect, test } from 'vitest';
import { z } from 'zod';
import { toInbound } from './to-inbound.ts';

const NUMBER = '106540352242922';
const at = 1_760_000_000;
const DAY_MS = 24 * 60 * 60 * 1000;

function payload(value: object, phone_number_id = NUMBER) {
  const metadata = { display_phone_number: '15550783881', phone_number_id };
  const change = { field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } };
  return { object: 'whatsapp_business_account', entry: [{ id: '102290129340398', changes: [change] }] };
}
const anna = { profile: { name: 'Anna' }, wa_id: '16505551234' };
const said = (message: object, contacts: object[] = [anna]) =>
  toInbound(
    payload({
      contacts,
      messages: [{ id: 'wamid.1', from: '16505551234', timestamp: String(at), type: 'text', ...message }],
    }),
    NUMBER,
  ).said;

test('a text says who, what, and until when it can be answered', () => {
  expect(said({ text: { body: 'Hé 🙂' } })).toEqual([
    {
      tappedId: null,
      media: null,
      event: {
        key: 'wamid.1',
        clientId: 'wamid.1',
        address: 'phone:16505551234',
        aliases: [],
        phone: '16505551234',
        name: 'Anna',
        content: { kind: 'text', text: 'Hé 🙂' },
        writableUntil: at * 1000 + DAY_MS,
      },
    },
  ]);
});

test('the business-scoped id is the address, and the number only another name', () => {
  const known = { ...anna, user_id: 'US.134' };
  expect(said({ text: { body: 'Hi' } }, [known])[0]?.event).toMatchObject({
    address: 'user:US.134',
    aliases: ['phone:16505551234'],
  });
  const hidden = { profile: { name: 'Anna' }, user_id: 'US.134' };
  const [{ event } = {}] = said({ from: undefined, from_user_id: 'US.134', text: { body: 'Hi' } }, [hidden]);
  expect(event).toMatchObject({ address: 'user:US.134', aliases: [], name: 'Anna' });
  expect(event?.phone).toBeUndefined();
});

test.each([
  [{ type: 'image', image: { id: '1', caption: 'My hair' } }, '📷 Photo\nMy hair'],
  [{ type: 'audio', audio: { id: '1', voice: true } }, '🎤 Voice message'],
  [{ type: 'document', document: { id: '1', filename: 'plan.pdf' } }, '📎 plan.pdf'],
  [{ type: 'sticker', sticker: { id: '1' } }, '🙂 Sticker'],
  [{ type: 'button', button: { text: 'Yes please', payload: 'x' } }, 'Yes please'],
  [{ type: 'unsupported', errors: [{ code: 131051 }] }, '❔ A message that WhatsApp shows only on a phone'],
])('what is not text still says what it was: %j', (message, text) => {
  expect(said(message)[0]?.event.content).toEqual({ kind: 'text', text });
});

test('a file says where it is; a place and a card are told apart', () => {
  const image = { id: 'm1', caption: 'My hair' };
  expect(said({ type: 'image', image })[0]?.media).toEqual({
    id: 'm1',
    kind: 'image',
    voice: false,
    name: null,
    caption: 'My hair',
  });
  expect(said({ type: 'audio', audio: { id: 'm2', voice: true } })[0]?.media).toMatchObject({ voice: true });
  const place = { latitude: 1.5, longitude: 2, name: 'Salon', address: 'Main St 1' };
  expect(said({ type: 'location', location: place })[0]?.event.content).toEqual({ kind: 'location', ...place });
  const card = (wa_id: string) => ({
    type: 'contacts',
    contacts: [{ name: { formatted_name: 'Leo' }, phones: [{ phone: '+1 555', wa_id }] }],
  });
  const leo = { kind: 'contact', name: 'Leo', phones: ['+1 555'], emails: [], own: false };
  expect(said(card('1555'))[0]?.event.content).toEqual(leo);
  expect(said(card('16505551234'))[0]?.event.content).toEqual({ ...leo, own: true });
});

test.each([
  ['button_reply', 'button'],
  ['list_reply', 'list'],
])('a %s is a choice, with the message that it was on', (kind) => {
  const interactive = { type: kind, [kind]: { id: 'book', title: 'Book' } };
  expect(said({ type: 'interactive', interactive, context: { id: 'wamid.0' } })).toMatchObject([
    { tappedId: 'wamid.0', event: { content: { kind: 'choice', optionId: 'book', label: 'Book' } } },
  ]);
});

test.each([
  ['a reaction', { type: 'reaction', reaction: { emoji: '👍' } }],
  ['a note of the system', { type: 'system', system: { body: 'changed number' } }],
  ['a group', { group_id: 'g1', text: { body: 'Hi all' } }],
  ['a group, by the name of its chat', { from: '120363@g.us', text: { body: 'Hi all' } }],
  ['a status for everybody', { from: 'status@broadcast', text: { body: 'On holiday' } }],
  ['a post of a channel', { from: '120363@newsletter', text: { body: 'News' } }],
  ['one of a kind that is not known', { type: 'hologram', hologram: { id: 'h1' } }],
])('%s is nobody’s message here', (_title, message) => {
  for (const contacts of [[anna], [{ ...anna, user_id: 'US.134' }], []]) expect(said(message, contacts)).toEqual([]);
});

test.each(['smb_message_echoes', 'history', 'calls', 'message_template_status_update'])(
  'what comes under “%s” is no customer’s message',
  (field) => {
    const message = { id: 'wamid.1', from: '16505551234', timestamp: String(at), type: 'text', text: { body: 'Hi' } };
    const { object, entry } = payload({ contacts: [anna], messages: [message] });
    const changes = entry.flatMap((each) => each.changes);
    const under = (name: string) => ({
      object,
      entry: [{ changes: changes.map((each) => ({ ...each, field: name })) }],
    });
    expect(toInbound(under('messages'), NUMBER).said).toHaveLength(1);
    expect(toInbound(under(field), NUMBER)).toEqual({ said: [], receipts: [] });
  },
);

test('another number of the same app, another field, and one message that can’t be read hold nothing up', () => {
  const text = { id: 'wamid.2', from: '1650555', timestamp: '1', type: 'text', text: { body: 'Hi' } };
  expect(toInbound(payload({ messages: [text] }, '999'), NUMBER).said).toEqual([]);
  expect(toInbound(payload({ messages: [{ id: 5 }, text] }), NUMBER).said).toHaveLength(1);
  expect(() => toInbound({ object: 'page', entry: [] }, NUMBER)).toThrow(z.ZodError);
  expect(() => toInbound(undefined, NUMBER)).toThrow(z.ZodError);
});

test('statuses: a part before the last can only fail a message, and a failure says why in words', () => {
  const status = (status: string, more: object = {}) =>
    toInbound(payload({ statuses: [{ id: 'wamid.9', status, ...more }] }), NUMBER).receipts;
  const last = { biz_opaque_callback_data: 'c1:4' };
  const part = { biz_opaque_callback_data: 'c1:4#0' };
  expect(status('delivered', last)).toEqual([{ key: 'c1:4', providerId: 'wamid.9', state: 'delivered' }]);
  expect(status('played')).toEqual([{ key: null, providerId: 'wamid.9', state: 'read' }]);
  expect(status('delivered', part)).toEqual([]);
  const errors = [{ code: 131047, title: 'Re-engagement message' }];
  expect(status('failed', { ...part, errors })).toEqual([
    {
      key: 'c1:4',
      providerId: 'wamid.9',
      state: 'failed',
      reason: 'More than 24 hours have passed since the customer last wrote. Send a template instead',
    },
  ]);
  expect(status('warning')).toEqual([]);
});
