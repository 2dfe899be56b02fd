import { expect, it } from 'vitest';
import { withoutMarkdown } from './without-markdown.ts';

it.each([
  ['Your **Haircut** is __booked__', 'Your Haircut is booked'],
  ['See [our prices](https://example.com/prices)', 'See our prices'],
  ['We offer:\n\n- cuts\n- colours', 'We offer: cuts colours'],
  ['2 * 3 * 4 is ** not bold **', '2 * 3 * 4 is ** not bold **'],
  ['`code` and ~~old~~', 'code and old'],
])('%j reads %j', (text, words) => {
  expect(withoutMarkdown(text)).toBe(words);
});
