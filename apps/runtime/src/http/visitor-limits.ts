import { AppError } from '../app-error.ts';
import type { Database } from '../db/client.ts';
import type { Clock } from '../services.ts';
import { createSharedLimit } from './shared-limit.ts';

interface Limit {
  /** Counts one; throws TOO_MANY_REQUESTS beyond the limit. */
  count(key: string): void;
}

/** Keys kept before those of past windows are swept out. */
const SWEEP_AT = 10_000;
/** Who asks more often is not helped by asking again. */
const HANDOFFS_PER_HOUR = 3;

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
export function visitorLimits({ database, clock }: { readonly database: Database; readonly clock: Clock }) {
  return {
    /** Far faster than anybody types, far slower than a script. Counted by each process: a write would double a turn. */
    messages: createLimit(clock, { limit: 60, windowMs: 60_000 }),
    /** An album at once, but no archive: each may take 20 MB. */
    uploads: createLimit(clock, { limit: 40, windowMs: 10 * 60_000 }),
    /** Each rings at everybody's desk. */
    handoffs: createSharedLimit(database, {
      name: 'handoffs',
      limit: HANDOFFS_PER_HOUR,
      seconds: 60 * 60,
      refusal: 'ASKED_OFTEN',
    }),
  };
}
