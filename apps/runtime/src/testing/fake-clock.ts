import type { Clock } from '../services.ts';

/** A clock that stands still until a test turns it. */
export interface FakeClock extends Clock {
  /** Moves on, and calls what is due on the way in its order. */
  advance(ms: number): void;
  /** Jumps to a moment, back or forth, as when somebody sets a clock; whatever waited is called once. */
  set(at: number): void;
}

export function createFakeClock(start = Date.parse('2026-03-02T10:00:00Z')): FakeClock {
  let now = start;
  const tasks = new Set<{ readonly at: number; readonly task: () => void }>();
  return {
    now: () => now,
    after(ms, task) {
      const entry = { at: now + ms, task };
      tasks.add(entry);
      return () => tasks.delete(entry);
    },
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const next = [...tasks].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        tasks.delete(next);
        now = Math.max(now, next.at);
        next.task();
      }
      now = end;
    },
    set(at) {
      now = at;
      const waiting = [...tasks];
      tasks.clear();
      for (const { task } of waiting) task();
    },
  };
}
