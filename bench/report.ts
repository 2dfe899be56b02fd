import { loadavg } from 'node:os';

/** What every benchmark prints: one line of JSON. `ratio` is value / floor; `better` says which way is better. */
export interface Result {
  readonly bench: string;
  readonly value: number;
  readonly floor: number;
  /** Where it is not simply value / floor: the median of what neighbouring runs gave. */
  readonly ratio?: number;
  readonly unit: string;
  readonly better: 'higher' | 'lower';
  readonly goal: string;
  readonly met: boolean;
  readonly [more: string]: unknown;
}

export function print({ bench, value, floor, ratio = value / floor, ...more }: Result): void {
  // How busy the machine was with other things, for whoever judges the figures.
  const load = loadavg().map((each) => Number(each.toFixed(1)));
  console.log(JSON.stringify({ bench, value: round(value), floor: round(floor), ratio: round(ratio), ...more, load }));
}

/** To three digits that mean something. */
function round(value: number): number {
  return Number(value.toPrecision(3 + Math.max(0, Math.floor(Math.log10(Math.abs(value) || 1)) - 2)));
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/**
 * Measures two ways in turns, so that whatever else the machine does meets both; which one begins changes. Answers the
 * medians, and the median of the ratios of neighbours.
 */
export async function sideBySide(
  rounds: number,
  value: () => Promise<number>,
  floor: () => Promise<number>,
): Promise<{ readonly value: number; readonly floor: number; readonly ratio: number }> {
  const pairs: { value: number; floor: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const first = round % 2 === 0 ? await value() : undefined;
    const below = await floor();
    pairs.push({ value: first ?? (await value()), floor: below });
  }
  return {
    value: median(pairs.map((pair) => pair.value)),
    floor: median(pairs.map((pair) => pair.floor)),
    ratio: median(pairs.map((pair) => pair.value / pair.floor)),
  };
}
