import type { Clock } from '../services.ts';

const WINDOW_MS = 10_000;
const EVENTS = 40;

/** Lets through what a person's client would send; more than that within ten seconds is dropped. */
export function createEventLimit(clock: Clock): () => boolean {
  let windowStart = clock.now();
  let count = 0;
  return () => {
    const now = clock.now();
    if (now - windowStart >= WINDOW_MS) {
      windowStart = now;
      count = 0;
    }
    count += 1;
    return count <= EVENTS;
  };
}
