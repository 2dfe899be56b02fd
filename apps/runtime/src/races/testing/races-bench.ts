// The races of the handoff, a hundred times each: `pnpm test:races`, with RACES to change how often, and RACE to run one
// of them. How each race went is told on standard error; the last line on standard output is the result.
import { z } from 'zod';
import { startTestPostgres } from '../../db/testing/test-postgres.ts';
import { allRaces } from './all-races.ts';
import { inRaceWorld } from './race-world.ts';
import { runRaces } from './run-races.ts';

const wishes = z.object({
  RACES: z.coerce.number().int().min(1).default(100),
  RACE: z.coerce.number().int().optional(),
});
const { RACES: times, RACE: only } = wishes.parse(process.env);
const chosen = allRaces.filter(({ number }) => only === undefined || number === only);
if (chosen.length === 0) throw new Error(`RACE must be one of ${allRaces.map(({ number }) => number).join(', ')}.`);
const startedAt = performance.now();
const seconds = () => Math.round((performance.now() - startedAt) / 1000);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const server = await startTestPostgres();
try {
  const { url } = await server.createDatabase();
  const reports = await inRaceWorld(url, (world) =>
    runRaces(world, chosen, times, ({ race, title, outcomes, wrong }) => {
      console.error(`${seconds()} s, race ${race}, ${title}: ${JSON.stringify(outcomes)}`);
      for (const what of wrong) console.error(`✗ ${what}`);
    }),
  );
  const wrong = reports.reduce((sum, report) => sum + report.wrong.length, 0);
  const races = reports.map(({ race, title, times: ran, outcomes, wrong: { length } }) => ({
    race,
    title,
    times: ran,
    wrong: length,
    outcomes,
  }));
  console.log(JSON.stringify({ bench: 'races', processes: 2, wrong, seconds: seconds(), races }));
  process.exitCode = wrong === 0 ? 0 : 1;
} finally {
  await server.stop();
}
