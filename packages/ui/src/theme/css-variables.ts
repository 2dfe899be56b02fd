import { alpha, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';
import { meanings, palette, type SchemeColours, schemes } from './palette.ts';

/** Mantine's variables where its own values fall short of our contrast, and `--baton-*` for what things mean. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...baton(schemes.light),
    ...mantine(schemes.light),
    ...perColour(7, (shades) => ({ light: shades[1], hover: shades[2], color: shades[8], text: shades[7] }), '#ffffff'),
  },
  dark: {
    ...baton(schemes.dark),
    ...mantine(schemes.dark),
    ...perColour(
      3,
      (shades) => ({
        light: alpha(shades[4], 0.16),
        hover: alpha(shades[4], 0.24),
        color: shades[2],
        text: shades[3],
      }),
      '#0e1013',
    ),
  },
});

function baton(scheme: SchemeColours): Record<string, string> {
  const { canvas, surface, raised, hairline, control, text, muted, selected } = scheme;
  const result: Record<string, string> = {
    '--baton-canvas': canvas,
    '--baton-surface': surface,
    '--baton-raised': raised,
    '--baton-hairline': hairline,
    '--baton-control': control,
    '--baton-text': text,
    '--baton-muted': muted,
    '--baton-selected': selected,
  };
  for (const name of meanings) {
    const meaning = scheme.meaning[name];
    result[`--baton-${name}`] = meaning.text;
    result[`--baton-${name}-soft`] = meaning.soft;
    result[`--baton-${name}-line`] = meaning.line;
  }
  return result;
}

function mantine(scheme: SchemeColours): Record<string, string> {
  return {
    '--mantine-color-body': scheme.surface,
    '--mantine-color-text': scheme.text,
    '--mantine-color-dimmed': scheme.muted,
    '--mantine-color-placeholder': scheme.muted,
    '--mantine-color-error': scheme.meaning.problem.text,
    '--mantine-color-default': scheme.raised,
    '--mantine-color-default-color': scheme.text,
    '--mantine-color-default-hover': scheme.meaning.customer.soft,
    '--mantine-color-default-border': scheme.hairline,
    '--mantine-color-anchor': scheme.meaning.person.text,
  };
}

type Shades = MantineColorsTuple;

function perColour(
  filled: number,
  shadesFor: (shades: Shades) => { light: string; hover: string; color: string; text: string },
  contrast: string,
): Record<string, string> {
  const { dark: _dark, ...colours } = palette;
  const result: Record<string, string> = { '--mantine-primary-color-contrast': contrast };
  for (const [name, shades] of Object.entries(colours)) {
    const { light, hover, color, text } = shadesFor(shades);
    result[`--mantine-color-${name}-light`] = light;
    result[`--mantine-color-${name}-light-hover`] = hover;
    result[`--mantine-color-${name}-light-color`] = color;
    result[`--mantine-color-${name}-text`] = text;
    result[`--mantine-color-${name}-outline`] = text;
    result[`--mantine-color-${name}-filled`] = `var(--mantine-color-${name}-${filled})`;
    result[`--mantine-color-${name}-contrast`] = contrast;
  }
  return result;
}
