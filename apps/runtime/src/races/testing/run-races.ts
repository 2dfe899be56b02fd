import type { Race } from './race.ts';
import type { RaceWorld } from './race-world.ts';

/** How one race went, over all its times. */
export interface RaceReport {
  readonly race: number;
  readonly title: string;
  readonly times: number;
  /** Each of the right outcomes, and how often it was. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** What was wrong, each time it was. */
  readonly wrong: readonly string[];
}

/** Runs each race so often, one race after another. */
export async function runRaces(
  world: RaceWorld,
  races: readonly Race[],
  times: number,
  onReport: (report: RaceReport) => void = () => undefined,
): Promise<RaceReport[]> {
  const reports: RaceReport[] = [];
  for (const race of races) {
    const runs = await race.run(world, times);
    const outcomes: Record<string, number> = {};
    for (const run of runs) if ('outcome' in run) outcomes[run.outcome] = (outcomes[run.outcome] ?? 0) + 1;
    const wrong = runs.flatMap((run) => ('wrong' in run ? [run.wrong] : []));
    const report = { race: race.number, title: race.title, times: runs.length, outcomes, wrong };
    onReport(report);
    reports.push(report);
  }
  return reports;
}
