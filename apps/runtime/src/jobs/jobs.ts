import { PgBoss } from 'pg-boss';
import { z } from 'zod';
import { createTrouble } from '../effects/trouble.ts';
import type { Logger } from '../logging.ts';
import type { Clock } from '../services.ts';

/** A kind of work that may wait. */
export interface JobKind<Data extends z.core.$ZodType = z.core.$ZodType> {
  /** Also the name of its queue: letters, digits, hyphens. */
  readonly name: string;
  /** What a job is given; stored as JSON. */
  readonly data: Data;
  /** A cron line, in UTC, for work that comes by itself; its jobs are given `{}`. */
  readonly every?: string;
  /** Throws where it should be tried again. It may run twice: a process can be killed when it has just finished. */
  run(data: z.output<Data>): Promise<void>;
}

export interface Jobs {
  /** In the background: a server can serve before its jobs run, and while they can't. */
  start(): void;
  /** Hands a job to whichever process is free. `key`: one of the same that waits already is enough. */
  send<Data extends z.core.$ZodType>(kind: JobKind<Data>, data: z.input<Data>, key?: string): Promise<void>;
  /** Waits a little for what is under way; the rest is done by others, or after the next start. */
  stop(): Promise<void>;
}

interface JobsDeps {
  readonly databaseUrl: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly kinds: readonly JobKind[];
  /** How long after `start` the first job may run. */
  readonly settleMs?: number;
}

/** A start has better things to do. */
const SETTLE_MS = 10_000;
const RETRY_MS = 5_000;
const STOP_WITHIN_MS = 5_000;
const AT_ONCE = 10;
const CONNECTIONS = 2;

/**
 * Clean-up, digests and notifications: work that is kept in the database until it has been done, by one of all
 * processes, and tried again with back-off. Carried by pg-boss, in a schema of its own. Not for what belongs into the
 * write of a turn: messages go by the outbox, deadlines by the timers.
 */
export function createJobs({ databaseUrl, clock, log, kinds, settleMs = SETTLE_MS }: JobsDeps): Jobs {
  const boss = new PgBoss({ connectionString: databaseUrl, max: CONNECTIONS, application_name: 'baton-jobs' });
  const trouble = createTrouble((error) => log.warn({ err: error }, 'Jobs wait: their queue can’t be reached'));
  boss.on('error', trouble.now);
  let stopped = false;
  let cancel = () => {};
  let starting: Promise<void> | undefined;

  async function begin(): Promise<void> {
    await boss.start();
    for (const kind of kinds) {
      await boss.createQueue(kind.name, { retryLimit: 5, retryDelay: 30, retryBackoff: true });
      const schema = kind.data;
      await boss.work(kind.name, { batchSize: AT_ONCE, burstWhenBatchFull: true }, async (jobs) => {
        for (const { id, data } of jobs) await attempt(kind, id, () => kind.run(z.parse(schema, data ?? {})));
        trouble.over();
      });
      if (kind.every !== undefined) await boss.schedule(kind.name, kind.every, {}, { singletonKey: kind.name });
    }
  }

  /** One that fails is tried again later, and does not take those beside it along. */
  async function attempt({ name }: JobKind, id: string, run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      log.error({ err: error, job: name }, 'A job failed');
      await boss.fail(name, id, { message: error instanceof Error ? error.message : String(error) });
    }
  }

  function startIn(ms: number): void {
    cancel = clock.after(ms, () => {
      starting = begin().catch((error: unknown) => {
        trouble.now(error);
        if (!stopped) startIn(RETRY_MS);
      });
    });
  }

  return {
    start: () => startIn(settleMs),
    async send({ name }, data, key) {
      await boss.send(name, Object(data), key === undefined ? {} : { singletonKey: key });
    },
    async stop() {
      stopped = true;
      cancel();
      await starting;
      if (starting) await boss.stop({ graceful: true, timeout: STOP_WITHIN_MS });
    },
  };
}
