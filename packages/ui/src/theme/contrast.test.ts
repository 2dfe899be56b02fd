import { describe, expect, it } from 'vitest';
import { meanings, palette, type SchemeColours, schemes } from './palette.ts';

function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const cases: [string, SchemeColours][] = [
  ['light', schemes.light],
  ['dark', schemes.dark],
];

describe.each(cases)('%s scheme', (name, scheme) => {
  const surfaces = [scheme.surface, scheme.canvas, scheme.raised, scheme.selected];

  it.each(['text', 'muted'] as const)('%s reads on every surface', (kind) => {
    for (const surface of surfaces) expect(contrast(scheme[kind], surface), surface).toBeGreaterThanOrEqual(4.5);
  });

  it.each(meanings)('%s reads on its tint and on the surfaces, its line is seen', (meaning) => {
    const { text, soft, line } = scheme.meaning[meaning];
    for (const surface of [soft, scheme.surface, scheme.canvas]) {
      expect(contrast(text, surface), surface).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(scheme.text, soft)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(line, scheme.surface)).toBeGreaterThanOrEqual(3);
  });

  it('draws controls so that they are seen', () => {
    expect(contrast(scheme.control, scheme.surface)).toBeGreaterThanOrEqual(3);
  });

  it('fills buttons so that their words read', () => {
    const { dark: _dark, ...colours } = palette;
    for (const [colour, shades] of Object.entries(colours)) {
      const pair = name === 'light' ? contrast(shades[7], '#ffffff') : contrast(shades[3], '#0e1013');
      expect(pair, colour).toBeGreaterThanOrEqual(4.5);
    }
  });
});
