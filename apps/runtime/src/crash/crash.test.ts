import { expect, inject, test } from 'vitest';
import { cloneTemplate } from '../db/testing/test-postgres.ts';
import type { KillCounts, World } from './testing/kill-plan.ts';
import { runCrashes } from './testing/run-crashes.ts';

// `pnpm test:crash` does the same for longer, and with other seeds.
const seed = Number(process.env.CRASH_SEED ?? 20_261_122);
const TIMEOUT_MS = 300_000;

/** Kills it, and answers the report with what is needed to look at a failure again. */
async function crashed(world: World, kills: KillCounts, databaseUrl?: string) {
  const ends: string[] = [];
  const report = await runCrashes({ seed, kills, world, databaseUrl, onKill: (end) => ends.push(end) });
  const again = `CRASH_SEED=${seed} kills at the same points again, which were:\n${ends.join('\n')}\n${report.log}`;
  return { report, again };
}

test(
  'killed, also with its database, the product loses nothing and says nothing twice',
  async () => {
    const { report, again } = await crashed('widget', { alone: 3, withDatabase: 2 });
    expect(report.problems, again).toEqual([]);
    expect(report.acknowledged).toBeGreaterThan(20);
  },
  TIMEOUT_MS,
);

test(
  'killed while it sends, it repeats nothing that may have arrived where that would be seen twice',
  async () => {
    const { report, again } = await crashed('provider', { alone: 3, withDatabase: 0 });
    expect(report.problems, again).toEqual([]);
    expect(report.acknowledged).toBeGreaterThan(20);
  },
  TIMEOUT_MS,
);

test(
  'one of two processes is killed, and the other takes over what it had begun',
  async () => {
    const database = await cloneTemplate(inject('testServer'));
    try {
      const { report, again } = await crashed('cluster', { alone: 2, withDatabase: 0 }, database.url);
      expect(report.problems, again).toEqual([]);
      expect(report.acknowledged).toBeGreaterThan(20);
    } finally {
      await database.drop();
    }
  },
  TIMEOUT_MS,
);
