import type { MantineColorsTuple } from '@mantine/core';

/** Lightest first. Filled controls use shade 7 on light and shade 3 on dark screens. */
export const palette = {
  teal: ['#f0fdfa', '#d9f6f0', '#b2ece1', '#5eead4', '#2dd4bf', '#14a697', '#0d8a80', '#0f766e', '#115e59', '#134e4a'],
  violet: [
    '#f7f4ff',
    '#efe9fe',
    '#ddd3fd',
    '#c4b5fd',
    '#a78bfa',
    '#8b5cf6',
    '#7c3aed',
    '#6d28d9',
    '#5b21b6',
    '#4c1d95',
  ],
  amber: ['#fffaeb', '#fef1d0', '#fde49b', '#fcd34d', '#fbbf24', '#f59e0b', '#c2710a', '#a14d0b', '#8a3d10', '#73330f'],
  red: ['#fff5f4', '#fee7e5', '#fdcfcb', '#fca5a0', '#f4776f', '#e5483e', '#cf3026', '#b42318', '#941d15', '#7a1c15'],
  green: ['#f2fcf5', '#dff6e6', '#bfecce', '#86e3a7', '#4ccb7e', '#27ac5d', '#1b8f4b', '#16733d', '#165c34', '#144b2c'],
  gray: ['#f7f8f8', '#eff1f2', '#e4e7e9', '#d5d9dd', '#b9c0c6', '#98a1a9', '#6f7982', '#535c65', '#353c43', '#1c2126'],
  dark: ['#e6e9eb', '#c5cacf', '#a4acb3', '#7f8891', '#4a5159', '#363c43', '#292e34', '#181b1f', '#131619', '#0e1013'],
} satisfies Record<string, MantineColorsTuple>;

interface Meaning {
  /** Words and icons: at least 4.5:1 on the surface, on the canvas and on its own tint. */
  text: string;
  /** The background of a bubble, badge or card. */
  soft: string;
  /** Outlines that carry the meaning: at least 3:1. */
  line: string;
}

export const meanings = ['bot', 'person', 'customer', 'waiting', 'problem', 'done'] as const;
export type MeaningName = (typeof meanings)[number];

export interface SchemeColours {
  canvas: string;
  surface: string;
  raised: string;
  hairline: string;
  control: string;
  text: string;
  muted: string;
  selected: string;
  meaning: Record<MeaningName, Meaning>;
}

/** What each screen is made of, in both schemes; theme.test.ts holds their contrast. */
export const schemes = {
  light: {
    canvas: '#f5f6f7',
    surface: '#ffffff',
    raised: '#ffffff',
    hairline: '#e2e5e8',
    control: '#848d96',
    text: '#1c2126',
    muted: '#59626b',
    selected: '#e8f5f2',
    meaning: {
      bot: { text: '#6d28d9', soft: '#f3effe', line: '#8b5cf6' },
      person: { text: '#0f6b64', soft: '#e3f5f1', line: '#0f8a80' },
      customer: { text: '#414a52', soft: '#eef0f2', line: '#848d96' },
      waiting: { text: '#8a3d10', soft: '#fef1d0', line: '#c2710a' },
      problem: { text: '#b42318', soft: '#fee9e7', line: '#cf3026' },
      done: { text: '#165c34', soft: '#e2f6e8', line: '#1b8f4b' },
    },
  },
  dark: {
    canvas: '#0e1013',
    surface: '#181b1f',
    raised: '#20242a',
    hairline: '#2c3137',
    control: '#727b85',
    text: '#e6e9eb',
    muted: '#a4acb3',
    selected: '#12302d',
    meaning: {
      bot: { text: '#c9bcfd', soft: '#282041', line: '#a78bfa' },
      person: { text: '#6fe6d3', soft: '#113430', line: '#2dd4bf' },
      customer: { text: '#c5cacf', soft: '#282d33', line: '#7f8891' },
      waiting: { text: '#fcd34d', soft: '#382a10', line: '#fbbf24' },
      problem: { text: '#fda9a3', soft: '#40191a', line: '#f4776f' },
      done: { text: '#8fe6ae', soft: '#143221', line: '#4ccb7e' },
    },
  },
} satisfies Record<'light' | 'dark', SchemeColours>;
