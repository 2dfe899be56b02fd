import { AppError } from '../app-error.ts';
import type { Clock } from '../services.ts';

export interface Limit {
  /** Counts one; throws TOO_MANY_REQUESTS beyond the limit. */
  count(key: string): void;
}

/** Keys kept before those of past windows are swept out. */
const SWEEP_AT = 10_000;

/** At most `limit` per key within `windowMs`, counted by this process. */
function createLimit(clock: Clock, { limit, windowMs }: { limit: number; windowMs: number }): Limit {
  const windows = new Map<string, { endsAt: number; count: number }>();
  return {
    count(key) {
      const now = clock.now();
      if (windows.size >= SWEEP_AT) {
        for (const [each, { endsAt }] of windows) if (endsAt <= now) windows.delete(each);
      }
      const window = windows.get(key);
      if (!window || window.endsAt <= now) {
        windows.set(key, { endsAt: now + windowMs, count: 1 });
        return;
      }
      window.count += 1;
      if (window.count > limit) throw new AppError('TOO_MANY_REQUESTS');
    },
  };
}

/** What one visitor may do; limits per address of the network stand before the routes. */
export function visitorLimits(clock: Clock) {
  return {
    /** Far faster than anybody types, far slower than a script. */
    messages: createLimit(clock, { limit: 60, windowMs: 60_000 }),
    /** An album at once, but no archive: each may take 20 MB. */
    uploads: createLimit(clock, { limit: 40, windowMs: 10 * 60_000 }),
    /** Each rings at everybody's desk. */
    handoffs: createLimit(clock, { limit: 10, windowMs: 60 * 60_000 }),
  };
}
