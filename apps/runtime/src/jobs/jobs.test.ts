import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { cleanUp } from '../db/clean-up.ts';
import { createDatabase } from '../db/client.ts';
import { createTestDatabase } from '../db/testing/create-test-database.ts';
import { systemClock } from '../system-clock.ts';
import { createJobs, type JobKind, type Jobs } from './jobs.ts';

const { url, pool } = await createTestDatabase();
const log = pino({ level: 'silent' });
const running: Jobs[] = [];
afterEach(async () => {
  for (const jobs of running.splice(0)) await jobs.stop();
});

/** A process that does jobs of one kind. */
function worker(kind: JobKind): Jobs {
  const jobs = createJobs({ databaseUrl: url, clock: systemClock, log, kinds: [kind], settleMs: 0 });
  running.push(jobs);
  jobs.start();
  return jobs;
}

test('each job is done once by one of two processes, and one that fails is kept for another try', async () => {
  const done: string[] = [];
  const kind: JobKind = {
    name: 'note',
    data: z.object({ text: z.string() }),
    async run(data) {
      const { text } = z.object({ text: z.string() }).parse(data);
      if (text === 'bad') throw new Error('It does not work');
      done.push(text);
    },
  };
  const jobs = worker(kind);
  worker(kind);
  const send = (text: string) => vi.waitFor(() => jobs.send(kind, { text }), 15_000);
  for (const text of ['1', 'bad', '2', '3']) await send(text);
  await vi.waitFor(async () => {
    expect(done.toSorted()).toEqual(['1', '2', '3']);
    const { rows } = await pool.query(`SELECT state, data ->> 'text' AS text FROM pgboss.job WHERE name = 'note'`);
    expect(rows.filter(({ state }) => state === 'completed')).toHaveLength(3);
    expect(rows.filter(({ state }) => state === 'retry')).toEqual([{ state: 'retry', text: 'bad' }]);
  }, 20_000);
}, 60_000);

test('what guards against repetitions is removed once nothing can be repeated', async () => {
  const database = createDatabase(url, { log: { warn: () => undefined } });
  try {
    await pool.query(`INSERT INTO "Workspace" (id, name) VALUES ('w', 'W')`);
    await pool.query(`INSERT INTO "CommandResult" ("workspaceId", "commandId", "conversationId", result, at)
      SELECT 'w', n::text, 'c', '{}', now() - n * interval '1 day' FROM generate_series(0, 59) n`);
    await pool.query(`INSERT INTO "CommandResult" ("workspaceId", "commandId", "conversationId", result, at)
      SELECT 'w', 'old ' || n, 'c', '{}', now() - interval '1 year' FROM generate_series(1, 12000) n`);
    await pool.query(`INSERT INTO "limit_counts" (key, points, expire) VALUES
      ('past', 1, extract(epoch FROM now()) * 1000 - 1), ('open', 1, extract(epoch FROM now()) * 1000 + 60000)`);
    await pool.query(`INSERT INTO socket_io_attachments (created_at, payload) VALUES
      (now() - interval '2 hours', ''), (now(), '')`);
    expect(await cleanUp(database, { keepDays: 30 })).toMatchObject({
      inboundEvents: 0,
      commandResults: 12_030,
      limitCounts: 1,
      socketAttachments: 1,
    });
    const { rows } = await pool.query(`SELECT count(*)::int AS kept FROM "CommandResult"`);
    expect(rows).toEqual([{ kept: 30 }]);
    expect((await pool.query(`SELECT key FROM "limit_counts"`)).rows).toEqual([{ key: 'open' }]);
  } finally {
    await database.close();
  }
});
