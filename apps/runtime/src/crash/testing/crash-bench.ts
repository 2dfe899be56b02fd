// The long crash test: `pnpm test:crash`, with CRASH_KILLS and CRASH_SEED to change what is done. Every kill is told on
// standard error; the last line on standard output is the result.
import { randomInt } from 'node:crypto';
import { z } from 'zod';
import type { World } from './kill-plan.ts';
import { type CrashReport, runCrashes } from './run-crashes.ts';

const wishes = z.object({
  CRASH_KILLS: z.coerce.number().int().min(2).default(200),
  CRASH_SEED: z.coerce.number().int().min(0).default(randomInt(1_000_000)),
});
const { CRASH_KILLS: kills, CRASH_SEED: seed } = wishes.parse(process.env);
const startedAt = performance.now();
/** A channel that can repeat nothing has more to lose, but the product as it is comes first. */
const inTheProduct = Math.ceil(kills * 0.6);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

async function run(world: World, count: number): Promise<CrashReport> {
  let number = 0;
  return runCrashes({
    seed,
    kills: count,
    world,
    onKill(what) {
      number += 1;
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      console.error(`${seconds} s, ${world} ${number}/${count}: ${what}`);
    },
  });
}

console.error(`The seed is ${seed}: CRASH_SEED=${seed} does the same again.`);
const reports = [await run('widget', inTheProduct), await run('provider', kills - inTheProduct)];
for (const { problems, log } of reports.filter((report) => report.problems.length > 0)) {
  console.error(`The server's log ends with:\n${log}`);
  for (const problem of problems) console.error(`✗ ${problem}`);
}
const sum = (pick: (report: CrashReport) => number) => reports.reduce((total, report) => total + pick(report), 0);
console.log(
  JSON.stringify({
    bench: 'crash',
    seed,
    kills: sum((report) => report.kills),
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
