type Rgb = readonly [number, number, number];

const DEFAULT_ACCENT = '#0f766e';
const white: Rgb = [255, 255, 255];
const black: Rgb = [17, 19, 22];
/** The panel's surfaces, as in chat.css. */
const surfaces = { light: white, dark: [23, 25, 28] } as const satisfies Record<string, Rgb>;

/** The colours that follow from the accent which the business chose. */
export interface AccentColours {
  accent: string;
  /** Text on the accent. */
  onAccent: string;
  /** The accent as text on the surface: made darker or lighter until it can be read. */
  accentText: string;
}

/** Whatever the accent, its text has the better of two contrasts (4.5:1 or more) and its own text reads on the surface. */
export function accentColours(accent: string, scheme: 'light' | 'dark'): AccentColours {
  const rgb = parseHex(accent) ?? parseHex(DEFAULT_ACCENT) ?? black;
  const onAccent = contrast(rgb, white) >= 4.5 ? white : contrast(rgb, black) >= contrast(rgb, white) ? black : white;
  return { accent: toHex(rgb), onAccent: toHex(onAccent), accentText: toHex(readableOn(surfaces[scheme], rgb)) };
}

/** Steps towards black or white, away from the surface, until the contrast is 4.5:1. */
function readableOn(surface: Rgb, rgb: Rgb): Rgb {
  const target = luminance(surface) > 0.5 ? black : white;
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = mix(rgb, target, share);
    if (contrast(mixed, surface) >= 4.5) return mixed;
  }
  return target;
}

function mix([r, g, b]: Rgb, [r2, g2, b2]: Rgb, share: number): Rgb {
  const between = (from: number, to: number) => Math.round(from + (to - from) * share);
  return [between(r, r2), between(g, g2), between(b, b2)];
}

/** WCAG's contrast of two colours, 1 to 21. */
function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance([r, g, b]: Rgb): number {
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

function linear(channel: number): number {
  const value = channel / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function parseHex(text: string): Rgb | null {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text);
  const full = short
    ? `#${short
        .slice(1)
        .map((digit) => digit + digit)
        .join('')}`
    : text;
  if (!/^#[0-9a-f]{6}$/i.test(full)) return null;
  const channel = (at: number) => Number.parseInt(full.slice(at, at + 2), 16);
  return [channel(1), channel(3), channel(5)];
}

function toHex(rgb: Rgb): string {
  return `#${rgb.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
