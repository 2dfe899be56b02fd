import { randomUUID } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createTestDatabase } from './db/testing/create-test-database.ts';
import { closeSockets, hears, openInbox, openVisitor } from './sockets/testing/browsers.ts';
import { dataFolder, type StartedProcess, startProcess } from './testing/start-process.ts';
import { TestClient } from './testing/test-client.ts';

// Two real processes, as behind a load balancer: what happens on one is seen on the other.

const { url, pool } = await createTestDatabase();
const account = { email: 'owner@example.com', password: 'correct horse battery' };
afterEach(closeSockets);

async function startTwo(first: Record<string, string> = {}) {
  const env = {
    BATON_OWNER_EMAIL: account.email,
    BATON_OWNER_PASSWORD: account.password,
    BATON_SECRET: 's'.repeat(32),
    DATABASE_URL: url,
    DATA_DIR: await dataFolder(),
  };
  const start = async (more: Record<string, string>) => {
    const runtime = await startProcess({ ...env, ...more });
    return { runtime, client: new TestClient(await runtime.ready()) };
  };
  const a = await start(first);
  const b = await start({});
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM "Channel"');
  return { a, b, channelId: rows[0]?.id ?? '' };
}

async function signIn(client: TestClient): Promise<TestClient> {
  expect((await client.post('/api/auth/sign-in/email', account)).status).toBe(200);
  return client;
}

const snapshotSchema = z.object({ conversationId: z.string() });
const startChat = async (visitor: Awaited<ReturnType<typeof openVisitor>>) => {
  const answer = await visitor.post('start', { commandId: randomUUID() });
  expect(answer.status).toBe(200);
  return snapshotSchema.parse(answer.body).conversationId;
};

async function kill({ child, exit }: StartedProcess): Promise<void> {
  child.kill('SIGKILL');
  await exit();
}

test('a visitor on one process and staff on the other talk as if there were one', async () => {
  const { a, b, channelId } = await startTwo();
  const staff = await signIn(b.client);
  const inbox = await openInbox(staff);
  const visitor = await openVisitor(a.client, channelId);
  const conversationId = await startChat(visitor);
  await hears(inbox.heard, 'conversation.changed', { row: { id: conversationId } });

  await visitor.send('Book an appointment');
  await hears(inbox.heard, 'conversation.changed', { messages: { 0: { content: { text: 'Book an appointment' } } } });

  const path = `/api/conversations/${conversationId}`;
  expect((await staff.post(`${path}/take-over`, { commandId: randomUUID() })).status).toBe(200);
  await hears(visitor.heard, 'changed', { status: { mode: 'human' } });
  const heard = visitor.heard.length;
  await visitor.send('Zoe');
  inbox.socket.emit('typing', { conversationId, typing: true });
  await hears(visitor.heard, 'typing', { typing: true });
  const reply = { commandId: randomUUID(), clientId: randomUUID(), text: 'Hello from B' };
  expect((await staff.post(`${path}/reply`, reply)).status).toBe(200);
  await hears(visitor.heard, 'changed', { messages: { 0: { author: { kind: 'agent' } } } });
  expect(JSON.stringify(visitor.heard.slice(heard))).not.toContain('"bot"');
}, 60_000);

test('who has the inbox open on one process counts on the other, until that process is gone', async () => {
  const { a, b, channelId } = await startTwo();
  const inbox = await openInbox(await signIn(b.client));
  const visitor = await openVisitor(a.client, channelId);
  const onA = await signIn(a.client);
  const online = async () =>
    z.object({ members: z.array(z.object({ online: z.boolean() })) }).parse((await onA.get('/api/members')).body)
      .members[0]?.online;
  await vi.waitFor(async () => expect(await online()).toBe(true), 5_000);

  const conversationId = await startChat(visitor);
  expect((await visitor.post('request-person', { commandId: randomUUID() })).status).toBe(200);
  const form = { kind: 'form_answer', formId: 'about-your-request', values: { topic: 'prices' } };
  expect((await visitor.post('messages', { clientId: randomUUID(), content: form })).status).toBe(200);
  await hears(inbox.heard, 'handoff.ringing', { conversationId });
  await hears(visitor.heard, 'changed', { status: { mode: 'waiting' } });

  // One of two tabs, each on another process, is closed: the visitor is still there.
  const second = await openVisitor(b.client, channelId, visitor.token);
  visitor.socket.disconnect();
  await second.send('Still here');
  await hears(inbox.heard, 'conversation.changed', { messages: { 0: { content: { text: 'Still here' } } } });
  const gone = () =>
    pool.query(`SELECT 1 FROM "Timer" WHERE "conversationId" = $1 AND kind = 'visitor_gone'`, [conversationId]);
  expect((await gone()).rows).toEqual([]);
  second.socket.disconnect();
  await vi.waitFor(async () => expect((await gone()).rows).toHaveLength(1), 10_000);

  await kill(b.runtime);
  await vi.waitFor(async () => expect(await online()).toBe(false), 20_000);
}, 60_000);

test('a process that could not hear the other for a while lets its clients fetch', async () => {
  const { a, b, channelId } = await startTwo();
  const visitor = await openVisitor(b.client, channelId);
  const interrupted = new Promise((resolve) => visitor.socket.once('disconnect', resolve));
  const listening = `FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'baton-sockets' AND query LIKE 'LISTEN%'`;
  await vi.waitFor(async () => expect((await pool.query(`SELECT 1 ${listening}`)).rowCount).toBe(2), 5_000);
  await pool.query(`SELECT pg_terminate_backend(pid) ${listening}`);
  // Not the server's word to stay away: the browser comes back by itself.
  expect(await interrupted).toBe('transport close');
  const inbox = await openInbox(await signIn(a.client));
  const back = await openVisitor(b.client, channelId, visitor.token);
  const conversationId = await startChat(back);
  await hears(inbox.heard, 'conversation.changed', { row: { id: conversationId } });
}, 60_000);

test('when one is killed the other goes on with its messages and timers', async () => {
  // What conversations of the tests before still have to say would be sent first.
  await pool.query('DELETE FROM "Timer"');
  await pool.query('DELETE FROM "OutboxRow"');
  const { a, b, channelId } = await startTwo({ NODE_ENV: 'test', BATON_FAULT_POINT: 'before-send:1' });
  const visitor = await openVisitor(a.client, channelId);
  // The process is killed as soon as it holds a message, unless the other was quicker to take it.
  await visitor.post('start', { commandId: randomUUID() }).catch(() => undefined);
  await vi.waitFor(
    async () => {
      if (a.runtime.child.signalCode === null) await visitor.send('Anybody?').catch(() => undefined);
      expect(a.runtime.child.signalCode, a.runtime.output()).toBe('SIGKILL');
    },
    { timeout: 40_000, interval: 1_000 },
  );
  const onB = await openVisitor(b.client, channelId, visitor.token);
  await hears(onB.heard, 'changed', { messages: { 0: { author: { kind: 'bot' } } } }, 25_000);
  await vi.waitFor(async () => {
    const waiting = await pool.query(`SELECT 1 FROM "OutboxRow" WHERE status <> 'sent'`);
    expect(waiting.rows).toEqual([]);
  }, 10_000);

  expect((await onB.post('request-person', { commandId: randomUUID() })).status).toBe(200);
  await pool.query(`UPDATE "Timer" SET "dueAt" = now()`);
  await vi.waitFor(
    async () => expect((await pool.query('SELECT 1 FROM "Timer" WHERE "dueAt" < now()')).rows).toEqual([]),
    10_000,
  );
}, 90_000);
