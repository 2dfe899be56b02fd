import { afterAll, expect, test, vi } from 'vitest';
import { createDatabase } from './client.ts';
import { isDatabaseAway } from './is-database-away.ts';
import { createTestDatabase } from './testing/create-test-database.ts';

const warnings: string[] = [];
const { url, pool: admin } = await createTestDatabase();
const database = createDatabase(url, {
  log: { warn: (message) => void warnings.push(message) },
  connections: 2,
  patience: { connectMs: 1_000, statementMs: 300, answerMs: 1_000 },
});
afterAll(() => database.close());

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

test('a statement that takes too long is ended by the server, and counts as a database that is away', async () => {
  for (const work of [database.pool.query('SELECT pg_sleep(30)'), database.prisma.$queryRaw`SELECT pg_sleep(30)::text`])
    expect(isDatabaseAway(await failureOf(work))).toBe(true);
  const running = await admin.query(
    "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(30)%' AND state = 'active' AND pid <> pg_backend_pid()",
  );
  expect(running.rows).toEqual([]);
  expect((await database.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});

test('a transaction that is left open does not keep its locks', async () => {
  const client = await database.pool.connect();
  await client.query('BEGIN');
  const gone = new Promise((resolve) => client.once('end', resolve));
  await gone;
  client.release(true);
});

test('connections that the server ends, idle or in use, end no process', async () => {
  const used = await database.pool.connect();
  await database.pool.query('SELECT 1');
  const gone = new Promise((resolve) => used.once('end', resolve));
  await admin.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  await gone;
  used.release(true);
  await vi.waitFor(async () => expect((await database.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]));
});
