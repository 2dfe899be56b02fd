import type { TranscriptEntry } from '@baton/contracts';
import { expect, test } from 'vitest';
import { saidSince } from './said-since.ts';

const at = '2026-03-01T10:00:00.000Z';
const ana = { id: 'ana', name: 'Ana' };
const entry = (
  seq: number,
  author: TranscriptEntry['author'],
  text: string,
  clientId = `c${seq}`,
): TranscriptEntry => ({
  seq,
  author,
  content: { kind: 'text', text },
  at,
  delivery: null,
  clientId,
});
const me = { contactName: 'Mona', myId: ana.id, sentHere: new Set(['mine']) };
const entries = [
  entry(1, { kind: 'customer' }, 'Hello'),
  entry(2, { kind: 'agent', operator: ana }, 'Hi', 'mine'),
  entry(3, { kind: 'customer' }, 'Never\nmind'),
  entry(4, { kind: 'agent', operator: ana }, 'From my phone', 'tg:1:2:3'),
  entry(5, { kind: 'agent', operator: { id: 'ben', name: 'Ben' } }, 'Ben here'),
  entry(6, { kind: 'bot', nodeId: 'menu' }, 'Beep'),
];

test.each([
  ['the newest, and how many came before it', 6, 0, { who: 'Ben', words: 'Ben here', more: 3 }],
  ['of the customer, on one line', 3, 2, { who: 'Mona', words: 'Never mind', more: 0 }],
  ['of mine, from elsewhere', 4, 3, { who: 'You, elsewhere', words: 'From my phone', more: 0 }],
  ['not what was sent from here', 2, 1, null],
  ['not what the bot says', 6, 5, null],
])('%s', (_, length, began, expected) => {
  expect(saidSince(entries.slice(0, length), began, me)).toEqual(expected);
});
