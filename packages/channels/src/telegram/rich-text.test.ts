import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderMarkdown } from './render-markdown.ts';
import { splitText } from './rich-text.ts';

const limit = 4096;

test('a long text is cut between paragraphs, then lines, then words', () => {
  const paragraphs = `${'a'.repeat(3000)}\n\n${'b'.repeat(3000)}`;
  expect(splitText({ text: paragraphs, entities: [] }).map(({ text }) => text.length)).toEqual([3000, 3000]);
  const words = 'word '.repeat(2000);
  const parts = splitText({ text: words, entities: [] });
  expect(parts.map(({ text }) => text.length)).toEqual([4094, 4094, 1809]);
  expect(parts.every(({ text }) => /^word( word)*$/.test(text))).toBe(true);
});

test('exactly as much as Telegram takes is one part', () => {
  expect(splitText({ text: 'x'.repeat(limit), entities: [] })).toHaveLength(1);
  expect(splitText({ text: 'x'.repeat(limit + 1), entities: [] })).toHaveLength(2);
});

test('formatting that goes over a cut is in both parts', () => {
  const [first, second] = splitText(renderMarkdown(`**${'x'.repeat(5000)}**`));
  expect(first?.entities).toEqual([{ type: 'bold', offset: 0, length: 4096 }]);
  expect(second?.entities).toEqual([{ type: 'bold', offset: 0, length: 904 }]);
});

const piece = fc.oneof(
  fc.constantFrom('🙂', '👨‍👩‍👧', ' ', '\n', '\n\n', '**', '_', '`', '[a](https://example.com)', '- x\n', '> ', 'é'),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);

test('whatever is written: nothing but space is lost, and every part is one that Telegram takes', () => {
  const markdown = fc.array(piece, { maxLength: 400 }).map((pieces) => pieces.join('').toWellFormed());
  fc.assert(
    fc.property(markdown, fc.integer({ min: 50, max: 300 }), (text, length) => {
      const rich = renderMarkdown(text);
      const parts = splitText(rich, length);
      expect(
        parts
          .map((part) => part.text)
          .join('')
          .replace(/\s/g, ''),
      ).toBe(rich.text.replace(/\s/g, ''));
      for (const part of parts) {
        expect(part.text.trim()).toBe(part.text);
        expect(part.text.length).toBeGreaterThan(0);
        expect(part.text.length).toBeLessThanOrEqual(length);
        expect(part.text.isWellFormed()).toBe(true);
        for (const { offset, length: own } of part.entities) {
          expect(own).toBeGreaterThan(0);
          expect(offset + own).toBeLessThanOrEqual(part.text.length);
          expect(part.text.slice(offset, offset + own).isWellFormed()).toBe(true);
        }
      }
    }),
    { numRuns: 300 },
  );
});
