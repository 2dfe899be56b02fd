import { describe, expect, it, test } from 'vitest';
import { fromOutbound } from './from-outbound.ts';

const text = (markdown: string) => fromOutbound({ kind: 'text', text: markdown });
const options = (...labels: string[]) => labels.map((label, index) => ({ id: `o${index}`, label }));

test.each([
  ['Hi **Anna**', 'Hi Anna', [{ type: 'bold', offset: 3, length: 4 }]],
  [
    '*so* ~~not~~',
    'so not',
    [
      { type: 'italic', offset: 0, length: 2 },
      { type: 'strikethrough', offset: 3, length: 3 },
    ],
  ],
  ['🙂 **x**', '🙂 x', [{ type: 'bold', offset: 3, length: 1 }]],
  ['# Prices\n\nCut', 'Prices\n\nCut', [{ type: 'bold', offset: 0, length: 6 }]],
  ['Use `npm`', 'Use npm', [{ type: 'code', offset: 4, length: 3 }]],
  ['```\na < b\n```', 'a < b', [{ type: 'pre', offset: 0, length: 5 }]],
  ['- one\n- two\n   - deep', '• one\n• two\n   • deep', []],
  ['3. c\n4. d', '3. c\n4. d', []],
  [
    '[us](https://example.com/a_b)',
    'us',
    [{ type: 'text_link', url: 'https://example.com/a_b', offset: 0, length: 2 }],
  ],
  ['[write](mailto:a@example.com)', 'write (a@example.com)', []],
  ['[x](javascript:alert(1))', 'x', []],
  ['<b>&amp;</b> <script>', '<b>&amp;</b> <script>', []],
  ['snake_case_name * 3', 'snake_case_name * 3', []],
  ['```\n```', '```\n```', []],
])('%j', (markdown, shown, entities) => {
  expect(text(markdown)).toEqual([{ text: shown, entities, keyboard: [] }]);
});

test('nothing to say is nothing to send', () => {
  expect(text(' \n ')).toEqual([]);
});

test('choices are buttons: short ones share a row', () => {
  const rows = (labels: string[]) =>
    fromOutbound({ kind: 'choices', text: 'Which?', options: options(...labels) })[0]?.keyboard.map(
      (row) => row.length,
    );
  expect(rows(['1', '2', '3', '4', '5'])).toEqual([5]);
  expect(rows(['Monday', 'Tuesday', 'Sunday'])).toEqual([2, 1]);
  expect(rows(['A haircut with a wash', 'Colour'])).toEqual([1, 1]);
});

test('a button carries the id of its option, cut to the bytes that fit', () => {
  const long = 'é'.repeat(64);
  const [part] = fromOutbound({ kind: 'choices', text: 'Which?', options: [{ id: long, label: 'A' }] });
  expect(part?.keyboard).toEqual([[{ text: 'A', callback_data: 'é'.repeat(32) }]]);
});

test('more choices than buttons become a numbered list', () => {
  const many = options(...Array.from({ length: 101 }, (_, index) => `Day ${index + 1}`));
  const [part] = fromOutbound({ kind: 'choices', text: 'Which?', options: many });
  expect(part?.keyboard).toEqual([]);
  expect(part?.text).toMatch(/^Which\?\n\n1\. Day 1\n2\. Day 2\n.*101\. Day 101$/s);
});

test('the buttons of a long question are under its last part, and buttons without words have something to hang on', () => {
  const parts = fromOutbound({ kind: 'choices', text: 'x '.repeat(3000), options: options('A') });
  expect(parts.map(({ keyboard }) => keyboard.length)).toEqual([0, 1]);
  expect(fromOutbound({ kind: 'choices', text: '', options: options('A') })).toMatchObject([{ text: '…' }]);
});

test('a form asks its first field, as it is: labels are not Markdown', () => {
  const field = { id: 'name', label: 'Your *name*', type: 'text', required: true } as const;
  const form = { kind: 'form', formId: 'f', title: 'About you', submitLabel: 'Send' } as const;
  const second = { id: 'topic', label: 'Topic', type: 'choice', required: false, options: options('Cut') } as const;
  expect(fromOutbound({ ...form, fields: [field, second] })).toEqual([
    { text: 'About you\n\nYour *name*', entities: [{ type: 'bold', offset: 0, length: 9 }], keyboard: [] },
  ]);
  expect(fromOutbound({ ...form, title: '', fields: [second] })).toMatchObject([
    { text: 'Topic (optional: send - to skip)', keyboard: [[{ text: 'Cut', callback_data: 'o0' }]] },
  ]);
  expect(fromOutbound({ ...form, title: '', fields: [second], language: 'es' })).toMatchObject([
    { text: 'Topic (opcional: envíe - para omitirlo)' },
  ]);
});

describe('a file', () => {
  const file = {
    fileId: 'f',
    name: 'list.pdf',
    mime: 'application/pdf',
    size: 9,
    media: 'document' as const,
  };
  const sent = (caption?: string) => fromOutbound({ kind: 'file', ...file, caption });

  it('has its words under it, formatted', () => {
    expect(sent('**Prices**')).toEqual([
      { text: 'Prices', entities: [{ type: 'bold', offset: 0, length: 6 }], keyboard: [], file },
    ]);
    expect(sent()).toEqual([{ text: '', entities: [], keyboard: [], file }]);
  });

  it('is followed by words that have no room under it', () => {
    const words = 'a'.repeat(1025);
    expect(sent(words)).toEqual([
      { text: '', entities: [], keyboard: [], file },
      { text: words, entities: [], keyboard: [] },
    ]);
    expect(sent('a'.repeat(1024))).toHaveLength(1);
  });

  it('takes no words as a sticker', () => {
    const sticker = { ...file, mime: 'image/webp', media: 'sticker' as const };
    expect(fromOutbound({ kind: 'file', ...sticker, caption: 'Hi' }).map(({ text }) => text)).toEqual(['', 'Hi']);
  });
});

test('a place is one with its name and address, and has after it what Telegram shows only together', () => {
  const at = { latitude: 48.2, longitude: 16.37 };
  const place = (more: object) => fromOutbound({ kind: 'location', ...at, ...more });
  const part = (more: object) => ({ text: '', entities: [], keyboard: [], place: { ...at, ...more } });
  expect(place({})).toEqual([part({})]);
  expect(place({ name: 'Salon', address: 'Main St 1' })).toEqual([
    part({ venue: { title: 'Salon', address: 'Main St 1' } }),
  ]);
  expect(place({ name: 'Salon' })).toEqual([part({}), { text: 'Salon', entities: [], keyboard: [] }]);
});
