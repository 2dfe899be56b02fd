import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { toInbound } from './to-inbound.ts';

const anna = { id: 42, is_bot: false, first_name: 'Anna', last_name: 'Rossi' };
const chat = { id: 42, type: 'private', first_name: 'Anna' };
const update = (message: object) => ({
  update_id: 7,
  message: { message_id: 1, date: 1, chat, from: anna, ...message },
});
const said = (message: object) => {
  const heard = toInbound(update(message), '99');
  return heard.kind === 'said' ? heard.event.content : heard.kind;
};

test('a text, with who said it and a key of its own', () => {
  expect(toInbound(update({ text: 'Hi' }), '99')).toEqual({
    kind: 'said',
    event: { key: '99:7', address: '42', name: 'Anna Rossi', clientId: '99:1', content: { kind: 'text', text: 'Hi' } },
  });
});

test.each([
  ['/start', undefined],
  ['/start spring_sale-1', 'spring_sale-1'],
  ['/start@salon_bot ref', 'ref'],
])('%s opens the chat and says nothing', (text, origin) => {
  const heard = toInbound(update({ text }), '99');
  expect(heard).toMatchObject({ kind: 'said', event: { content: null } });
  expect(heard.kind === 'said' && heard.event.origin).toBe(origin);
});

test.each(['/started', 'please /start', '/start two words'])('%s is a text like others', (text) => {
  expect(said({ text })).toEqual({ kind: 'text', text });
});

test.each([
  [{ photo: [{ file_id: 'f' }] }, '📷 Photo'],
  [{ photo: [{ file_id: 'f' }], caption: 'My hair' }, '📷 Photo\nMy hair'],
  [{ video: { file_id: 'f' } }, '🎬 Video'],
  [{ video_note: { file_id: 'f' } }, '🎬 Video message'],
  [{ animation: { file_id: 'f' }, document: { file_id: 'f', file_name: 'a.mp4' } }, '🎞 Animation'],
  [{ voice: { file_id: 'f', duration: 65 } }, '🎤 Voice message (1:05)'],
  [{ audio: { file_id: 'f' } }, '🎵 Audio'],
  [{ document: { file_id: 'f', file_name: 'cv.pdf' } }, '📎 cv.pdf'],
  [{ sticker: { file_id: 'f', emoji: '🐱' } }, '🐱 Sticker'],
  [{ dice: { emoji: '🎲', value: 3 } }, '🎲 3'],
  [{ poll: { question: 'Tea?' } }, '📊 Tea?'],
])('%j says what it is', (message, text) => {
  expect(said(message)).toEqual({ kind: 'text', text });
});

test.each<[object, object]>([
  [
    {
      photo: [
        { file_id: 's', width: 90, height: 60 },
        { file_id: 'l', width: 900, height: 600 },
      ],
      caption: 'Me',
    },
    { id: 'l', name: null, width: 900, height: 600, caption: 'Me' },
  ],
  [{ voice: { file_id: 'v', duration: 3 } }, { id: 'v', name: null, media: 'voice', duration: 3, caption: '' }],
  [{ document: { file_id: 'd', file_name: 'cv.pdf' } }, { id: 'd', name: 'cv.pdf', caption: '' }],
  [
    { animation: { file_id: 'a', file_name: 'a.mp4', duration: 2 }, document: { file_id: 'a', file_name: 'a.mp4' } },
    { id: 'a', name: 'a.mp4', duration: 2, caption: '' },
  ],
  [
    { sticker: { file_id: 's', emoji: '🐱', width: 512, height: 512 } },
    { id: 's', name: '🐱 Sticker', media: 'sticker', width: 512, height: 512, caption: '' },
  ],
  [
    { sticker: { file_id: 's', emoji: '🐱', is_animated: true, thumbnail: { file_id: 't', width: 128, height: 128 } } },
    { id: 't', name: '🐱 Sticker', media: 'sticker', width: 128, height: 128, caption: '' },
  ],
])('the file of %j', (message, file) => {
  const heard = toInbound(update(message), '99');
  expect(heard.kind === 'said' && heard.file).toEqual(file);
});

test('an animated sticker without a picture that stands for it is words', () => {
  const heard = toInbound(update({ sticker: { file_id: 's', emoji: '🐱', is_animated: true } }), '99');
  expect(heard.kind === 'said' && heard.file).toBeUndefined();
});

test('a place, a venue and a card are what they are', () => {
  expect(said({ location: { latitude: 45.5, longitude: 9 } })).toEqual({
    kind: 'location',
    latitude: 45.5,
    longitude: 9,
  });
  const venue = { title: 'Bar', address: 'Via Roma 1' };
  expect(said({ venue, location: { latitude: 1, longitude: 2 } })).toEqual({
    kind: 'location',
    latitude: 1,
    longitude: 2,
    name: 'Bar',
    address: 'Via Roma 1',
  });
  const card = { kind: 'contact', phones: ['+390212345'], emails: [] };
  expect(said({ contact: { phone_number: '390212345', first_name: 'Anna', user_id: 42 } })).toEqual({
    ...card,
    name: 'Anna',
    own: true,
  });
  expect(said({ contact: { phone_number: '+390212345', first_name: 'Leo', last_name: 'Bo' } })).toEqual({
    ...card,
    name: 'Leo Bo',
    own: false,
  });
});

test('an edited message is the same message, said otherwise', () => {
  const { message } = update({ text: 'Hello', edit_date: 2 });
  const edited = (more: object) => toInbound({ update_id: 9, edited_message: { ...message, ...more } }, '99');
  expect(edited({})).toMatchObject({
    event: { key: '99:9', clientId: '99:1', edits: true, content: { kind: 'text', text: 'Hello' } },
  });
  expect(edited({ text: '/start again' })).toEqual({ kind: 'nothing' });
});

describe('a tap', () => {
  const message = {
    message_id: 5,
    chat,
    text: 'Which day?',
    entities: [
      { type: 'bold', offset: 0, length: 5 },
      { type: 'mention', offset: 0, length: 1 },
    ],
    reply_markup: { inline_keyboard: [[{ text: 'Monday', callback_data: 'mon' }]] },
  };
  const tap = (more: object) =>
    toInbound({ update_id: 8, callback_query: { id: 'q', from: anna, data: 'mon', message, ...more } }, '99');

  test('is the choice whose button it was', () => {
    expect(tap({})).toEqual({
      kind: 'tapped',
      event: {
        key: '99:8',
        address: '42',
        name: 'Anna Rossi',
        content: { kind: 'choice', optionId: 'mon', label: 'Monday' },
      },
      tap: {
        queryId: 'q',
        chatId: '42',
        messageId: '5',
        label: 'Monday',
        text: 'Which day?',
        entities: [{ type: 'bold', offset: 0, length: 5 }],
      },
    });
  });

  test.each([
    ['on a message that is not shown any more', { message: { message_id: 5, chat, date: 0 } }],
    ['on no message', { message: undefined }],
    ['on a button that was not there', { data: 'else' }],
    ['in a group', { message: { ...message, chat: { id: -1, type: 'supergroup' } } }],
  ])('%s answers nothing', (_title, more) => {
    expect(tap(more)).toEqual({ kind: 'lost_tap', queryId: 'q', address: '42' });
  });
});

test.each([
  ['a group', { chat: { id: -1, type: 'supergroup' }, text: 'Hi' }],
  ['a bot', { from: { ...anna, is_bot: true }, text: 'Hi' }],
  ['nobody', { from: undefined, text: 'Hi' }],
  ['a note of Telegram', { pinned_message: {} }],
])('%s is no customer', (_title, message) => {
  expect(said(message)).toBe('nothing');
});

test('other updates mean nothing, and what is no update is an error', () => {
  expect(toInbound({ update_id: 1, poll: {} }, '99')).toEqual({ kind: 'nothing' });
  for (const payload of [null, 'x', {}, { update_id: 'x' }, { update_id: 1, message: { text: 'x' } }])
    expect(() => toInbound(payload, '99')).toThrow(z.ZodError);
});
