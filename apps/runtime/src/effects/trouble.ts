import { isDatabaseAway } from '../db/is-database-away.ts';

export interface Trouble {
  /** It failed; told when it has not failed like that before. */
  now(error: unknown): void;
  /** It works; told when it did not. */
  over(): void;
}

/** Tells when something begins to fail and when it works again: one line each, however often it is tried in between. */
export function createTrouble(onBegin: (error: unknown) => void, onOver: () => void = () => undefined): Trouble {
  let current: string | undefined;
  return {
    now(error) {
      // A database that goes away and comes back fails in many ways.
      const kind = isDatabaseAway(error) ? 'the database is away' : String(error);
      if (kind === current) return;
      current = kind;
      onBegin(error);
    },
    over() {
      if (current === undefined) return;
      current = undefined;
      onOver();
    },
  };
}
