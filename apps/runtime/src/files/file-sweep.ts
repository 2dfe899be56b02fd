import type { Database } from '../db/client.ts';
import { sweepFiles } from '../db/files.ts';
import type { Logger } from '../logging.ts';
import type { Clock } from '../services.ts';

const EVERY_MS = 60 * 60_000;
/** An upload that is still not sent then was given up: a draft is written, or left, within a day. */
const KEEP_MS = 24 * 60 * 60_000;

/** Removes uploads that nobody sent, now and then. Several processes may do it at once. */
export function createFileSweep({ database, clock, log }: { database: Database; clock: Clock; log: Logger }) {
  let cancel = () => {};
  let sweeping = Promise.resolve();

  async function sweep(): Promise<void> {
    try {
      const removed = await sweepFiles(database, new Date(clock.now() - KEEP_MS));
      if (removed > 0) log.info(`Removed ${removed} files that were uploaded and never sent`);
    } catch (error) {
      log.warn({ err: error }, 'Files that were never sent could not be removed; it is tried again in an hour');
    }
  }

  function start(): void {
    cancel = clock.after(EVERY_MS, start);
    sweeping = sweep();
  }

  return {
    start,
    async stop(): Promise<void> {
      cancel();
      await sweeping;
    },
  };
}
