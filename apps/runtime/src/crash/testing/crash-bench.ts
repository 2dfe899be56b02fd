// The long crash test: `pnpm test:crash`, with CRASH_KILLS and CRASH_SEED to change what is done. Every kill is told on
// standard error; the last line on standard output is the result.
import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { startTestPostgres } from '../../db/testing/test-postgres.ts';
import type { KillCounts, World } from './kill-plan.ts';
import { type CrashReport, runCrashes } from './run-crashes.ts';

const wishes = z.object({
  CRASH_KILLS: z.coerce.number().int().min(4).default(200),
  CRASH_SEED: z.coerce.number().int().min(0).default(randomInt(1_000_000)),
});
const { CRASH_KILLS: kills, CRASH_SEED: seed } = wishes.parse(process.env);
const startedAt = performance.now();
/** The database is killed with the runtime besides. */
const withDatabase = Math.round(kills / 4);
const share = (part: number) => Math.round(kills * part);
const plan: readonly (readonly [World, KillCounts])[] = [
  ['widget', { alone: share(0.4), withDatabase: Math.ceil(withDatabase / 2) }],
  // A channel that can repeat nothing has more to lose.
  ['provider', { alone: share(0.35), withDatabase: Math.floor(withDatabase / 2) }],
  ['cluster', { alone: kills - share(0.4) - share(0.35), withDatabase: 0 }],
];

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

async function run(world: World, counts: KillCounts, databaseUrl: string): Promise<CrashReport> {
  let number = 0;
  return runCrashes({
    seed,
    kills: counts,
    world,
    databaseUrl,
    onKill(what) {
      number += 1;
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      console.error(`${seconds} s, ${world} ${number}/${counts.alone + counts.withDatabase}: ${what}`);
    },
  });
}

console.error(`The seed is ${seed}: CRASH_SEED=${seed} does the same again.`);
const postgres = await startTestPostgres();
const { url } = await postgres.createDatabase();
const reports: CrashReport[] = [];
for (const [world, counts] of plan) {
  const report = await run(world, counts, url);
  reports.push(report);
  if (report.problems.length === 0) continue;
  console.error(`The server's log ends with:\n${report.log}`);
  for (const problem of report.problems) console.error(`✗ ${problem}`);
}
await postgres.stop();
const sum = (pick: (report: CrashReport) => number) => reports.reduce((total, report) => total + pick(report), 0);
console.log(
  JSON.stringify({
    bench: 'crash',
    seed,
    kills: sum((report) => report.kills),
    withDatabase: sum((report) => report.withDatabase),
    acknowledged: sum((report) => report.acknowledged),
    lost: sum((report) => report.lost),
    doubled: sum((report) => report.doubled),
    outOfOrder: sum((report) => report.outOfOrder),
    uncertain: sum((report) => report.uncertain),
    problems: sum((report) => report.problems.length),
    seconds: Math.round((performance.now() - startedAt) / 1000),
  }),
);
process.exit(reports.every(({ problems }) => problems.length === 0) ? 0 : 1);
