import type { Clock } from './services.ts';
import { systemClock } from './system-clock.ts';

/** A clock that goes at its own pace from a moment of its own, and can be put forward. Only tests have one. */
export interface DrivenClock extends Clock {
  /** Whatever is due by then is called. */
  advance(ms: number): void;
}

interface Waiting {
  readonly at: number;
  readonly task: () => void;
  cancel: () => void;
}

export function createDrivenClock(startsAt: number): DrivenClock {
  let shift = startsAt - systemClock.now();
  const waiting = new Set<Waiting>();
  const now = () => systemClock.now() + shift;

  function arm(each: Waiting): void {
    each.cancel = systemClock.after(Math.max(0, each.at - now()), () => {
      waiting.delete(each);
      each.task();
    });
  }

  return {
    now,
    after(ms, task) {
      const each: Waiting = { at: now() + ms, task, cancel: () => undefined };
      waiting.add(each);
      arm(each);
      return () => {
        each.cancel();
        waiting.delete(each);
      };
    },
    advance(ms) {
      shift += ms;
      for (const each of waiting) {
        each.cancel();
        arm(each);
      }
    },
  };
}

/** What a test sends to the process that it has started: how far to put the clock forward. */
export function hearAdvances(clock: DrivenClock, process: NodeJS.Process): void {
  process.on('message', (message: unknown) => {
    const ms = typeof message === 'object' && message !== null && 'advanceMs' in message ? message.advanceMs : null;
    if (typeof ms !== 'number') return;
    clock.advance(ms);
    process.send?.({ now: clock.now() });
  });
}
