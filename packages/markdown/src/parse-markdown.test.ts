import { expect, test } from 'vitest';
import { parseMarkdown, safeHref } from './index.ts';

test('a message becomes blocks of inline pieces', () => {
  expect(parseMarkdown('Hi **Anna**\n\n- one\n- two')).toEqual([
    {
      type: 'paragraph',
      children: [
        { type: 'text', text: 'Hi ' },
        { type: 'strong', children: [{ type: 'text', text: 'Anna' }] },
      ],
    },
    {
      type: 'list',
      ordered: false,
      start: 1,
      items: [
        { children: [{ type: 'text', text: 'one' }], blocks: [] },
        { children: [{ type: 'text', text: 'two' }], blocks: [] },
      ],
    },
  ]);
});

test.each([
  ['https://example.com/a?b=c', 'https://example.com/a?b=c'],
  ['mailto:a@example.com', 'mailto:a@example.com'],
  ['javascript:alert(1)', null],
  ['/relative', null],
])('%s as an address', (href, expected) => expect(safeHref(href)).toBe(expected));
