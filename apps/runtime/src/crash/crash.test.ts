import { expect, test } from 'vitest';
import { runCrashes } from './testing/run-crashes.ts';

// `pnpm test:crash` does the same for longer, and with other seeds.
const seed = Number(process.env.CRASH_SEED ?? 20_261_122);
const TIMEOUT_MS = 300_000;

/** Kills it, and answers the report with what is needed to look at a failure again. */
async function crashed(world: 'widget' | 'provider', kills: number) {
  const ends: string[] = [];
  const report = await runCrashes({ seed, kills, world, onKill: (end) => ends.push(end) });
  const again = `CRASH_SEED=${seed} kills at the same points again, which were:\n${ends.join('\n')}\n${report.log}`;
  return { report, again };
}

test(
  'killed at 12 points, the product loses nothing and says nothing twice',
  async () => {
    const { report, again } = await crashed('widget', 12);
    expect(report.problems, again).toEqual([]);
    expect(report.acknowledged).toBeGreaterThan(100);
    // A browser shows a repeated message once: there is nothing to be uncertain about.
    expect(report.uncertain).toBe(0);
  },
  TIMEOUT_MS,
);

test(
  'killed at 8 points, it repeats nothing that may have arrived where that would be seen twice',
  async () => {
    const { report, again } = await crashed('provider', 8);
    expect(report.problems, again).toEqual([]);
    expect(report.acknowledged).toBeGreaterThan(60);
    expect(report.uncertain).toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);
