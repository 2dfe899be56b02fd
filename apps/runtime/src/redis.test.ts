import { randomUUID } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createTestDatabase } from './db/testing/create-test-database.ts';
import { closeSockets, hears, openInbox, openVisitor } from './sockets/testing/browsers.ts';
import { dataFolder, startProcess } from './testing/start-process.ts';
import { startRedis } from './testing/start-redis.ts';
import { TestClient } from './testing/test-client.ts';

// Two real processes whose news travel by a real Redis, which dies in between.

const { url, pool } = await createTestDatabase();
const account = { email: 'owner@example.com', password: 'correct horse battery' };
afterEach(closeSockets);

const snapshotSchema = z.object({ conversationId: z.string() });

test('news travel by Redis; while it is away everything else goes on, and clients catch up', async () => {
  const redis = await startRedis();
  const env = {
    BATON_OWNER_EMAIL: account.email,
    BATON_OWNER_PASSWORD: account.password,
    BATON_SECRET: 's'.repeat(32),
    DATABASE_URL: url,
    REDIS_URL: redis.url,
    DATA_DIR: await dataFolder(),
  };
  const runtimes = [await startProcess(env), await startProcess(env)];
  const [onA, onB] = await Promise.all(runtimes.map(async (runtime) => new TestClient(await runtime.ready())));
  if (!onA || !onB) throw new Error('There are two processes');
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM "Channel"');
  for (const client of [onA, onB]) {
    expect((await client.post('/api/auth/sign-in/email', account)).status).toBe(200);
  }
  const inbox = await openInbox(onB);
  const visitor = await openVisitor(onA, rows[0]?.id ?? '');
  const started = await visitor.post('start', { commandId: randomUUID() });
  const { conversationId } = snapshotSchema.parse(started.body);
  await hears(inbox.heard, 'conversation.changed', { row: { id: conversationId } });
  const path = `/api/conversations/${conversationId}`;
  expect((await onB.post(`${path}/take-over`, { commandId: randomUUID() })).status).toBe(200);
  await hears(visitor.heard, 'changed', { status: { mode: 'human' } });
  // Other tests have databases on the same server.
  const listening = await pool.query(`
    SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'baton-sockets'`);
  expect(listening.rows, 'the database carries no news').toEqual([]);

  const interrupted = [inbox.socket, visitor.socket].map(
    (socket) => new Promise((resolve) => socket.once('disconnect', resolve)),
  );
  await redis.kill();
  // What is said on the same process is heard there, and what is said to the other is kept.
  const near = await openInbox(onA);
  expect((await visitor.send('Still there?')).status).toBe(200);
  await hears(near.heard, 'conversation.changed', { messages: { 0: { content: { text: 'Still there?' } } } });
  await redis.start();
  // Not the server's word to stay away: browsers come back by themselves, and fetch.
  expect(await Promise.all(interrupted)).toEqual(['transport close', 'transport close']);

  const back = await openInbox(onB);
  await visitor.send('And now?');
  await hears(back.heard, 'conversation.changed', { messages: { 0: { content: { text: 'And now?' } } } });
  await vi.waitFor(async () => {
    const members = z.object({ members: z.array(z.object({ online: z.boolean() })) });
    expect(members.parse((await onA.get('/api/members')).body).members[0]?.online).toBe(true);
  }, 10_000);
  for (const { output } of runtimes) {
    const warnings = output()
      .split('\n')
      .filter((line) => line.includes('Redis is away'));
    expect(warnings, output()).toHaveLength(1);
    expect(output()).not.toContain('unheard');
  }
}, 60_000);
