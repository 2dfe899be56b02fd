import { randomUUID } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { createTestDatabase } from './db/testing/create-test-database.ts';
import { closeSockets, openVisitor } from './sockets/testing/browsers.ts';
import { dataFolder, startProcess } from './testing/start-process.ts';
import { TestClient } from './testing/test-client.ts';

const { url, pool } = await createTestDatabase();
afterEach(closeSockets);

const VISITORS = 8;

test('what was acknowledged before a stop under load is there after the next start, once, and goes out', async () => {
  const owner = { BATON_OWNER_EMAIL: 'owner@example.com', BATON_OWNER_PASSWORD: 'correct horse battery' };
  const env = { ...owner, DATABASE_URL: url, BATON_SECRET: 's'.repeat(32), DATA_DIR: await dataFolder() };
  const first = await startProcess(env);
  const browser = new TestClient(await first.ready());
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM "Channel"');
  const visitors = await Promise.all(Array.from({ length: VISITORS }, () => openVisitor(browser, rows[0]?.id ?? '')));
  await Promise.all(visitors.map((visitor) => visitor.post('start', { commandId: randomUUID() })));

  const acknowledged: string[] = [];
  const refused: number[] = [];
  const talk = async (visitor: (typeof visitors)[number]) => {
    for (;;) {
      const text = `said ${randomUUID()}`;
      // Nobody answers any more: the process has stopped.
      const answer = await visitor.send(text).catch(() => undefined);
      if (!answer) return;
      if (answer.status === 200) acknowledged.push(text);
      else refused.push(answer.status);
    }
  };
  const talking = visitors.map(talk);
  await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(VISITORS * 3), 10_000);
  first.child.kill('SIGTERM');
  const { code, ms } = await first.exit();
  await Promise.all(talking);
  expect(code).toBe(0);
  expect(ms).toBeLessThan(5_000);
  // Those who come too late are told to come back; nobody gets an error of ours.
  expect(refused.filter((status) => status !== 503)).toEqual([]);
  expect(first.output()).not.toMatch(/"level":[56]0/);

  const second = await startProcess(env);
  await second.ready();
  const { rows: stored } = await pool.query<{ text: string }>(
    `SELECT content ->> 'text' AS text FROM "Message" WHERE author ->> 'kind' = 'customer'`,
  );
  const texts = stored.map(({ text }) => text);
  expect(new Set(texts).size).toBe(texts.length);
  expect(texts).toEqual(expect.arrayContaining(acknowledged));
  await vi.waitFor(async () => {
    const waiting = await pool.query(`SELECT 1 FROM "OutboxRow" WHERE status <> 'sent'`);
    expect(waiting.rows).toEqual([]);
  }, 20_000);
  second.child.kill('SIGTERM');
  expect(await second.exit()).toMatchObject({ code: 0 });
}, 60_000);
