import { describe, expect, it } from 'vitest';
import { checkEmail, checkField, checkPhone, checkText, matchOption, textOf } from './answer-check.ts';
import { wordsOf } from './content-words.ts';
import type { FormField, InboundContent } from './message.ts';

const text = (value: string): InboundContent => ({ kind: 'text', text: value });

describe('checkEmail', () => {
  it.each(['ada@example.com', '  ada.l+x@mail.example.co.uk ', 'A_B@EXAMPLE.COM'])('accepts %j', (typed) => {
    expect(checkEmail(typed)).toEqual({ ok: true, value: typed.trim() });
  });
  it.each(['ada', 'ada@', '@example.com', 'ada@example', 'a b@example.com', '', `${'a'.repeat(250)}@example.com`])(
    'explains %j',
    (typed) => {
      expect(checkEmail(typed)).toEqual({ ok: false, wrong: 'email' });
    },
  );
});

describe('checkPhone', () => {
  it.each(['+49 30 901820', '(555) 010-0123', '555.010.0123', '123456'])('accepts %j', (typed) => {
    expect(checkPhone(typed)).toEqual({ ok: true, value: typed });
  });
  it.each(['12345', '1234567890123456', '+', '55 0x', '++491234567', ''])('explains %j', (typed) => {
    expect(checkPhone(typed)).toEqual({ ok: false, wrong: 'phone' });
  });
});

describe('checkText', () => {
  it('trims, and refuses nothing but space', () => {
    expect(checkText('  a b ')).toEqual({ ok: true, value: 'a b' });
    expect(checkText(' \n ')).toEqual({ ok: false, wrong: 'blank' });
  });
});

describe('matchOption', () => {
  const options = [
    { id: 'cut', label: 'Haircut' },
    { id: 'color', label: 'Colour (long)' },
    { id: 'colour', label: 'Colour (short)' },
    { id: 'person', label: '🙋 Talk to a person' },
  ];
  it.each<[InboundContent, string | null]>([
    [{ kind: 'choice', optionId: 'cut', label: 'Haircut' }, 'cut'],
    // A channel cut the label, or could not give it back.
    [{ kind: 'choice', optionId: 'color', label: 'Colour (l…' }, 'color'],
    [{ kind: 'choice', optionId: 'color', label: '' }, 'color'],
    // A tap on an older question: same id, another label.
    [{ kind: 'choice', optionId: 'cut', label: 'Small' }, null],
    [{ kind: 'choice', optionId: 'gone', label: 'Haircut' }, 'cut'],
    [text('Haircut'), 'cut'],
    [text('  hAIRCUT. '), 'cut'],
    [text('2'), 'color'],
    [text('3.'), 'colour'],
    [text('#4'), 'person'],
    [text('h'), 'cut'],
    [text('talk'), 'person'],
    [text('talk to a  person'), 'person'],
    [text('colour (s'), 'colour'],
    [text('colour'), null],
    [text('0'), null],
    [text('5'), null],
    [text('-1'), null],
    [text('1.5'), null],
    [text('?'), null],
    [text('something else'), null],
    [{ kind: 'form_answer', formId: 'x', values: { a: 'Haircut' } }, null],
  ])('%j means %s', (content, id) => {
    expect(matchOption(options, content)?.id ?? null).toBe(id);
  });

  it('prefers a label that is a number to the number of an option', () => {
    const people = ['2', '4', '10'].map((label) => ({ id: `people-${label}`, label }));
    expect(matchOption(people, text('2'))?.id).toBe('people-2');
    expect(matchOption(people, text('3'))?.id).toBe('people-10');
    expect(matchOption(people, text('-2'))).toBeNull();
  });
});

describe('checkField', () => {
  const field = (type: FormField['type'], required: boolean): FormField => ({
    id: 'f',
    label: 'F',
    type,
    required,
    options: [
      { id: 'a', label: 'First' },
      { id: 'b', label: 'Second' },
    ],
  });
  it.each<[FormField['type'], boolean, string, string | null]>([
    ['text', true, ' x ', 'x'],
    ['text', true, '  ', null],
    ['long_text', false, '', ''],
    ['email', true, 'a@example.com', 'a@example.com'],
    ['email', false, 'nope', null],
    ['phone', true, 'nope', null],
    ['choice', true, 'b', 'Second'],
    ['choice', true, 'second', 'Second'],
    ['choice', true, '1', 'First'],
    ['choice', true, 'third', null],
    ['choice', false, '', ''],
  ])('%s, required %s, %j is %j', (type, required, typed, value) => {
    expect(checkField(field(type, required), typed)).toMatchObject(
      value === null ? { ok: false } : { ok: true, value },
    );
  });
});

describe('textOf', () => {
  it('counts a picked option by its label, and a form as nothing', () => {
    expect(textOf({ kind: 'choice', optionId: 'x', label: 'X' })).toBe('X');
    expect(textOf({ kind: 'form_answer', formId: 'x', values: {} })).toBeNull();
  });

  const photo = { kind: 'file', fileId: 'f', name: 'me.jpg', mime: 'image/jpeg', size: 1, media: 'image' } as const;
  const card = { kind: 'contact', name: 'Ada', phones: ['+391', '+392'], emails: ['a@b.c'] } as const;
  it.each<[string, InboundContent]>([
    ['📷 Photo', photo],
    ['📷 Photo', { ...photo, caption: '  ' }],
    ['Yes', { ...photo, caption: ' Yes ' }],
    ['🎬 Video', { ...photo, media: 'video' }],
    ['🎤 Voice message (1:05)', { ...photo, media: 'voice', duration: 64.6 }],
    ['🎤 Voice message', { ...photo, media: 'voice' }],
    ['🎵 me.jpg', { ...photo, media: 'audio' }],
    ['📎 me.jpg', { ...photo, media: 'document' }],
    ['📍 1.5, -2', { kind: 'location', latitude: 1.5, longitude: -2 }],
    [
      '📍 Café, Main St (1.5, -2)',
      { kind: 'location', latitude: 1.5, longitude: -2, name: 'Café', address: 'Main St' },
    ],
    ['👤 Ada, +391, +392, a@b.c', { ...card, phones: [...card.phones], emails: [...card.emails], own: false }],
    ['+391', { ...card, phones: [...card.phones], emails: [...card.emails], own: true }],
    ['👤 Ada', { ...card, phones: [], emails: [], own: true }],
  ])('%s is what counts', (words, content) => {
    expect(textOf(content)).toBe(words);
  });
});

describe('wordsOf', () => {
  it('tells the file and what is written under it', () => {
    const file = { kind: 'file', fileId: 'f', name: 'bill.pdf', mime: 'application/pdf', size: 1 } as const;
    expect(wordsOf({ ...file, media: 'document', caption: 'My bill' })).toBe('📎 bill.pdf My bill');
    expect(wordsOf({ ...file, media: 'image' })).toBe('📷 Photo');
    expect(wordsOf({ kind: 'form_answer', formId: 'f', values: { a: 'One', b: '', c: 'Two' } })).toBe('One, Two');
  });
});
