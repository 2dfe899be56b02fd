import type { Clock } from '../services.ts';
import { createTrouble } from './trouble.ts';

const PAUSE_MS = 1_000;

export interface Patience {
  /** Carries a task out, again and again while it fails: a claim must be settled when the database is back. */
  until<T>(task: () => Promise<T>): Promise<T>;
  /** Failing tasks are given up from now on. */
  end(): void;
}

/** What has been sent must be written down: giving up at the first lost connection would hold the address back. */
export function createPatience(clock: Clock, onError: (error: unknown) => void): Patience {
  let ended = false;
  const pauses = new Set<() => void>();

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        cancel();
        pauses.delete(wake);
        resolve();
      };
      const cancel = clock.after(PAUSE_MS, wake);
      pauses.add(wake);
    });
  }

  return {
    async until(task) {
      const trouble = createTrouble(onError);
      for (;;) {
        try {
          return await task();
        } catch (error) {
          if (ended) throw error;
          trouble.now(error);
          await pause();
        }
      }
    },
    end() {
      ended = true;
      for (const wake of [...pauses]) wake();
    },
  };
}
