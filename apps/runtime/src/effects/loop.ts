import type { Clock } from '../services.ts';
import { createTrouble } from './trouble.ts';

export interface Loop {
  /** There may be work: looks now, or right after the look that is going on. */
  nudge(): void;
  /** Takes no new work and waits for what is going on. */
  stop(): Promise<void>;
}

/**
 * Looks for work whenever it is nudged, and at the moment the last look asked for. One look at a time; a look that
 * fails is followed by another after `retryMs`, and reported unless it fails like the one before.
 */
export function createLoop(deps: {
  readonly clock: Clock;
  /** Does what is due; answers after how many milliseconds to look again. */
  readonly look: () => Promise<number>;
  readonly retryMs: number;
  readonly onError: (error: unknown) => void;
  /** Called when a look works again. */
  readonly onRecovered?: () => void;
}): Loop {
  const { clock, look, retryMs, onError, onRecovered } = deps;
  const trouble = createTrouble(onError, onRecovered);
  let stopped = false;
  let nudged = false;
  let running: Promise<void> | undefined;
  let cancel = () => {};

  async function run(): Promise<void> {
    let waitMs = retryMs;
    while (nudged && !stopped) {
      nudged = false;
      waitMs = await look().then(
        (ms) => {
          trouble.over();
          return ms;
        },
        (error: unknown) => {
          trouble.now(error);
          return retryMs;
        },
      );
    }
    running = undefined;
    if (!stopped) cancel = clock.after(waitMs, nudge);
  }

  function nudge(): void {
    nudged = true;
    if (stopped || running) return;
    cancel();
    running = run();
  }

  return {
    nudge,
    async stop() {
      stopped = true;
      cancel();
      await running;
    },
  };
}
