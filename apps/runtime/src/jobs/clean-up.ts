import { z } from 'zod';
import { sweepAccounts } from '../accounts/sweep.ts';
import { cleanUp } from '../db/clean-up.ts';
import type { Database } from '../db/client.ts';
import type { JobKind } from './jobs.ts';

/** Removes, every hour, what has done its service: see docs/deployment.md for how long it is kept. */
export function cleanUpJob(database: Database, keepDays: number): JobKind {
  return {
    name: 'clean-up',
    data: z.object({}),
    every: '17 * * * *',
    async run() {
      await cleanUp(database, { keepDays });
      await sweepAccounts(database);
    },
  };
}
