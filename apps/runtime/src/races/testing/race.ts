import type { RaceWorld } from './race-world.ts';
import type { TelegramDesk } from './telegram-desk.ts';

/** A race of the handoff's rules, for real: two processes on one database, and people who act at the same moment. */
export interface Race {
  /** As the rules count them. */
  readonly number: number;
  readonly title: string;
  /** Runs it so often, and tells how each time went. */
  readonly run: (world: RaceWorld, times: number) => Promise<Run[]>;
}

/** One time: which of the right outcomes it was, or what was wrong with it. */
export type Run = { readonly outcome: string } | { readonly wrong: string };

/** Conversations in which a race goes on at the same time. */
const AT_ONCE = 4;

/**
 * Runs a race in conversations of their own. `once` answers which of the right outcomes it was, and throws where it was
 * none.
 */
export function inTurns(once: (world: RaceWorld, time: number) => Promise<string>): Race['run'] {
  return async (world, times) => {
    const runs: Run[] = [];
    let begun = 0;
    const lane = async () => {
      while (begun < times) {
        const time = begun;
        begun += 1;
        runs.push(await settled(once(world, time)));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    return runs;
  };
}

/** A run that ended by an error is one whose outcome was wrong. */
export function settled(run: Promise<string>): Promise<Run> {
  return run.then(
    (outcome) => ({ outcome }),
    (error: unknown) => ({ wrong: error instanceof Error ? error.message : String(error) }),
  );
}

/**
 * Runs a race with operators on Telegram, one time after another, as they are told of everything. Each time they have
 * another bot and group: what a group takes in a minute is soon said.
 */
export function onTelegram(once: (world: RaceWorld, desk: TelegramDesk, time: number) => Promise<string>): Race['run'] {
  return async (world, times) => {
    const runs: Run[] = [];
    while (runs.length < times) {
      const desk = await world.telegram();
      runs.push(await settled(once(world, desk, runs.length)));
      await desk.close();
    }
    return runs;
  };
}
