import { expect, test } from 'vitest';
import { findKeyword } from './find-keyword.ts';

const lists = [
  { language: 'en', words: ['human', 'talk to a person', 'C-3PO'] },
  { language: 'de', words: ['Mensch', 'große Hilfe'] },
  { language: 'es', words: ['atención'] },
  { language: 'ru', words: ['оператор', 'живой человек'] },
  { language: 'tr', words: ['insan'] },
  { language: 'zh', words: ['人工客服'] },
  { language: 'ko', words: ['상담원'] },
  { language: 'xx', words: ['!!!'] },
];

test.each([
  ['A HUMAN, please', 'human'],
  ['human', 'human'],
  ['(human)', 'human'],
  ['is anybody—human?—there', 'human'],
  ['Can I talk  to\na person?', 'talk to a person'],
  ['talk, to a person', 'talk to a person'],
  ['where is c-3po?', 'C-3PO'],
  ['Ich will einen MENSCH!', 'Mensch'],
  ['GROSSE HILFE', 'große Hilfe'],
  ['quiero Atencion', 'atención'],
  ['ATENCIÓN', 'atención'],
  ['позовите Оператор.', 'оператор'],
  ['нужен живои человек', 'живой человек'],
  ['İNSAN lütfen', 'insan'],
  ['我要转人工客服谢谢', '人工客服'],
  ['상담원이랑 얘기할래요', '상담원'],
])('%j asks by “%s”', (text, word) => {
  expect(findKeyword(lists, text)).toBe(word);
});

test.each([
  'humanity',
  'superhuman',
  'a humane thing',
  'human2',
  'talk to my person',
  'операторская',
  'Menschen',
  '',
  '!!!',
  '🙂',
])('%j does not ask', (text) => {
  expect(findKeyword(lists, text)).toBeNull();
});

test('a keyword is words, never a pattern', () => {
  expect(findKeyword([{ language: 'en', words: ['a.*b', '(x'] }], 'a and b')).toBeNull();
  expect(findKeyword([{ language: 'en', words: ['(x'] }], 'an x here')).toBe('(x');
});

test('a long text takes linear time', () => {
  const started = performance.now();
  expect(findKeyword([{ language: 'en', words: ['talk to a person'] }], 'talk to a '.repeat(400))).toBeNull();
  expect(performance.now() - started).toBeLessThan(5000);
});
