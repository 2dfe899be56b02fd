import { expect, test } from 'vitest';
import { renderMarkdown } from './render-markdown.ts';

test.each([
  ['Hi **Anna**', 'Hi *Anna*'],
  ['*so* ~~not~~', '_so_ ~not~'],
  ['**a *b* c**', '*a _b_ c*'],
  ['# Prices **now**\n\nCut', '*Prices now*\n\nCut'],
  ['Use `npm`', 'Use `npm`'],
  ['```\na < b\n```', '```a < b```'],
  ['- one\n- two\n   - deep', '• one\n• two\n   • deep'],
  ['3. c\n4. d', '3. c\n4. d'],
  ['**two\nlines**', '*two*\n*lines*'],
  ['[us](https://example.com/a_b)', 'us (https://example.com/a_b)'],
  ['https://example.com/a_b', 'https://example.com/a_b'],
  ['[write](mailto:a@example.com)', 'write (a@example.com)'],
  ['[x](javascript:alert(1))', 'x'],
  ['<b>&amp;</b>', '<b>&amp;</b>'],
  ['snake_case_name * 3', 'snake_case_name * 3'],
  ['```\n```', '```\n```'],
])('%j', (markdown, shown) => {
  expect(renderMarkdown(markdown)).toBe(shown);
});
