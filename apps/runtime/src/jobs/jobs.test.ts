import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { cleanUp } from '../db/clean-up.ts';
import { createDatabase } from '../db/client.ts';
import { createTestDatabase } from '../db/testing/create-test-database.ts';
import { systemClock } from '../system-clock.ts';
import { makeForeignWorkspace } from '../testing/foreign-workspace.ts';
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

test('what operators were told is forgotten, but for topics, their cards, and what is not over', async () => {
  const database = createDatabase(url, { log: { warn: () => undefined } });
  try {
    const { workspaceId, conversationId } = await makeForeignWorkspace(database);
    await pool.query(
      `INSERT INTO "OperatorPost" ("workspaceId", "conversationId", "chatId", kind, key, content, status, "createdAt")
      SELECT $1, CASE WHEN po.key LIKE 'update:%' THEN NULL ELSE $2 END, '1', po.kind, po.key, '{}', po.status,
        now() - po.days * interval '1 day'
      FROM (VALUES ('message', 'update:1', 'sent', 40), ('message', 'update:2', 'sent', 20),
        ('message', 'alert:1', 'sent', 40), ('message', 'message:1', 'failed', 40), ('message', 'said:1', 'pending', 40),
        ('message', 'card:1', 'sent', 40), ('topic', 'topic:1', 'sent', 40)) AS po(kind, key, status, days)`,
      [workspaceId, conversationId],
    );
    await pool.query(
      `INSERT INTO "OperatorLink" ("workspaceId", id, kind, "tokenHash", "createdById", "expiresAt")
      SELECT $1, n::text, 'person', 'hash ' || n, 'u', now() - n * interval '1 day' FROM (VALUES (10), (40)) AS l(n)`,
      [workspaceId],
    );
    const mode = (to: string, ownerId: string | null) =>
      pool.query(`UPDATE "Conversation" SET mode = $2, "ownerId" = $3 WHERE id = $1`, [conversationId, to, ownerId]);
    const kept = async () => {
      const { rows } = await pool.query<{ key: string }>('SELECT key FROM "OperatorPost" ORDER BY key');
      return rows.map(({ key }) => key);
    };
    await mode('human', 'u');
    expect(await cleanUp(database, { keepDays: 30 })).toMatchObject({ operatorPosts: 1, operatorLinks: 1 });
    await mode('resolved', null);
    expect(await cleanUp(database, { keepDays: 30 })).toMatchObject({ operatorPosts: 2, operatorLinks: 0 });
    expect(await kept()).toEqual(['card:1', 'said:1', 'topic:1', 'update:2']);
  } finally {
    await database.close();
  }
});
