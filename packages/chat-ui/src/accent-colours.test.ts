import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accentColours } from './accent-colours.ts';

/** An independent reading of WCAG's formula, to check the one in use. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r = 0, g = 0, blue = 0] = (hex.match(/[0-9a-f]{2}/g) ?? [])
      .map((channel) => Number.parseInt(channel, 16) / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const pair = [luminance(a), luminance(b)];
  return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
}

const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

test('any accent gives text that can be read, on it and beside it', () => {
  fc.assert(
    fc.property(hex, fc.constantFrom('light', 'dark'), (accent, scheme) => {
      const colours = accentColours(accent, scheme);
      expect(colours.accent).toBe(accent);
      expect(contrast(colours.accent, colours.onAccent)).toBeGreaterThanOrEqual(4.3);
      const surface = scheme === 'light' ? '#ffffff' : '#17191c';
      expect(contrast(colours.accentText, surface)).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

test.each(['red', '#12', 'url(https://evil.example)', '#fff;background:red', ''])(
  '%j is no colour: the default',
  (accent) => {
    expect(accentColours(accent, 'light').accent).toBe('#0f766e');
  },
);

test('short notation', () => {
  expect(accentColours('#FA0', 'light').accent).toBe('#ffaa00');
});
