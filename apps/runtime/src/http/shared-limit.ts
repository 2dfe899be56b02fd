import type { ApiErrorCode } from '@baton/contracts';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../app-error.ts';
import type { Database } from '../db/client.ts';

/** A limit that is counted in the database, so that it is the same however many processes there are. */
export interface SharedLimit {
  /** Does the work and counts it; throws the limit's `refusal` beyond it. Work that fails does not count. */
  within<Result>(key: string, work: () => Promise<Result>): Promise<Result>;
}

interface SharedLimitRule {
  readonly name: string;
  readonly limit: number;
  readonly seconds: number;
  readonly refusal: ApiErrorCode;
}

/** At most `limit` per key within `seconds`. For what is rare: each costs a write of its own. */
export function createSharedLimit({ pool }: Database, { name, limit, seconds, refusal }: SharedLimitRule): SharedLimit {
  const counted = { keyPrefix: name, points: limit, duration: seconds };
  const limiter = new RateLimiterPostgres({
    ...counted,
    storeClient: pool,
    storeType: 'pool',
    tableName: 'limit_counts',
    tableCreated: true,
    // Expired counters are cleaned up with everything else that is old.
    clearExpiredByTimeout: false,
    // While the database is away this process counts by itself.
    insuranceLimiter: new RateLimiterMemory(counted),
  });
  return {
    async within(key, work) {
      try {
        await limiter.consume(key);
      } catch (refused) {
        if (refused instanceof RateLimiterRes) throw new AppError(refusal);
        throw refused;
      }
      try {
        return await work();
      } catch (error) {
        await limiter.reward(key);
        throw error;
      }
    },
  };
}
