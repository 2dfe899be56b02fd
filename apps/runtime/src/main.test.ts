import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { appendFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createTestDatabase } from './db/testing/create-test-database.ts';
import { closeSockets, hears, openVisitor } from './sockets/testing/browsers.ts';
import { dataFolder, postmasterOf, startProcess } from './testing/start-process.ts';
import { errorOf, TestClient } from './testing/test-client.ts';

const { url: databaseUrl } = await createTestDatabase();
const account = { email: 'owner@example.com', password: 'correct horse battery' };
const owner = { BATON_OWNER_EMAIL: account.email, BATON_OWNER_PASSWORD: account.password };
afterEach(closeSockets);
/** A request whose body never ends. */
async function endlessRequest(origin: string): Promise<Socket> {
  const { port } = new URL(origin);
  const socket = connect(Number(port), 'localhost');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(
    'POST /api/setup HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
  );
  onTestFinished(() => void socket.destroy());
  return socket;
}

describe('a start that can’t succeed', () => {
  test('a port in use is one sentence that names PORT', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const runtime = await startProcess({ PORT: port, DATABASE_URL: databaseUrl, DATA_DIR: await dataFolder() });
    expect(await runtime.exit()).toMatchObject({ code: 1 });
    expect(runtime.output().trim()).toMatch(new RegExp(`^Port ${port} is in use .*PORT=\\d+\\.$`));
  });

  test('every wrong variable is named, with no stack', async () => {
    const runtime = await startProcess({ PORT: 'http', LOG_LEVEL: 'loud' });
    expect(await runtime.exit()).toMatchObject({ code: 1 });
    expect(runtime.output()).toMatch(/PORT is "http"/);
    expect(runtime.output()).toMatch(/LOG_LEVEL is "loud"/);
    expect(runtime.output()).not.toMatch(/^ +at /m);
  });

  test('a database that refuses the password is said so', async () => {
    const wrong = new URL(databaseUrl);
    wrong.password = 'wrong';
    const runtime = await startProcess({ DATABASE_URL: wrong.href, DATA_DIR: await dataFolder() });
    expect(await runtime.exit()).toMatchObject({ code: 1 });
    expect(runtime.output()).toMatch(/DATABASE_URL .*password authentication failed/);
    expect(runtime.output()).not.toMatch(/^ +at /m);
  });
});

describe('a stop', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('by %s ends quickly with idle connections open', async (signal) => {
    const runtime = await startProcess({ DATABASE_URL: databaseUrl, DATA_DIR: await dataFolder() });
    const origin = await runtime.ready();
    expect((await new TestClient(origin).get('/healthz')).status).toBe(200);
    runtime.child.kill(signal);
    const { code, ms } = await runtime.exit();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(3_000);
  });

  test('waits for what is under way, and no longer than its grace', async () => {
    const runtime = await startProcess({ DATABASE_URL: databaseUrl, DATA_DIR: await dataFolder() });
    await endlessRequest(await runtime.ready());
    runtime.child.kill('SIGTERM');
    const { code, ms } = await runtime.exit();
    expect(code).toBe(0);
    expect(ms).toBeGreaterThan(2_000);
    expect(ms).toBeLessThan(10_000);
  });

  test('that is asked for twice does not wait', async () => {
    const runtime = await startProcess({ DATABASE_URL: databaseUrl, DATA_DIR: await dataFolder() });
    const origin = await runtime.ready();
    await endlessRequest(origin);
    runtime.child.kill('SIGTERM');
    // The first signal has been heard when nobody can connect any more.
    while (await fetch(`${origin}/healthz`).catch(() => undefined));
    runtime.child.kill('SIGTERM');
    const { code, ms } = await runtime.exit();
    expect(code).toBe(1);
    expect(ms).toBeLessThan(2_000);
  });
});

describe('the embedded database', () => {
  test('ends with the process, and the next start finds the account', async () => {
    const dataDir = await dataFolder();
    const env = { ...owner, DATA_DIR: dataDir };
    const first = await startProcess(env);
    const origin = await first.ready();
    expect(first.output()).not.toContain('/setup');
    const browser = new TestClient(origin);
    expect((await browser.post('/api/auth/sign-in/email', account)).status).toBe(200);
    expect((await browser.post('/api/flows', { name: 'Kept' })).status).toBe(200);
    const postmaster = await postmasterOf(dataDir);
    first.child.kill('SIGTERM');
    expect(await first.exit()).toMatchObject({ code: 0 });
    expect(() => process.kill(postmaster, 0)).toThrow('ESRCH');

    const second = await startProcess(env);
    const again = new TestClient(await second.ready());
    await again.post('/api/auth/sign-in/email', account);
    expect((await again.get('/api/flows')).text).toContain('Kept');
    second.child.kill('SIGTERM');
    expect(await second.exit()).toMatchObject({ code: 0 });
  }, 60_000);

  test('that is killed comes back in place: nothing is lost, and work goes on by itself', async () => {
    const dataDir = await dataFolder();
    const runtime = await startProcess({ ...owner, DATA_DIR: dataDir });
    const origin = await runtime.ready();
    const browser = new TestClient(origin);
    const [, channelId = ''] = /data-channel="([^"]+)"/.exec((await browser.get('/demo')).text) ?? [];
    const visitor = await openVisitor(browser, channelId);
    expect((await visitor.post('start', { commandId: randomUUID() })).status).toBe(200);
    const postmaster = await postmasterOf(dataDir);
    process.kill(postmaster, 'SIGKILL');

    const clientId = randomUUID();
    const refused: unknown[] = [];
    // As often as a browser does: who asks more often is told to slow down.
    await vi.waitFor(
      async () => {
        const answer = await visitor.send('Book an appointment', clientId);
        if (answer.status !== 200) refused.push(errorOf(answer));
        if (answer.status === 503) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
        expect(answer.status).toBe(200);
        expect(await postmasterOf(dataDir)).not.toBe(postmaster);
      },
      { timeout: 40_000, interval: 1_000 },
    );
    expect(refused).toEqual(refused.map(() => expect.objectContaining({ code: 'UNAVAILABLE', status: 503 })));
    // Everything said before, the message once, and the bot's answer over the same socket.
    await hears(visitor.heard, 'changed', { messages: { 0: { author: { kind: 'bot' } } }, lastSeq: 4 });
    const transcript = await visitor.get('sync');
    expect(transcript.text.match(/Book an appointment/g)).toHaveLength(2);
    expect(runtime.output()).toContain('starting it again');
    runtime.child.kill('SIGTERM');
    expect(await runtime.exit()).toMatchObject({ code: 0 });
  }, 60_000);

  test('that can’t come back ends the process, with the reason', async () => {
    const dataDir = await dataFolder();
    const runtime = await startProcess({ DATA_DIR: dataDir });
    await runtime.ready();
    await appendFile(path.join(dataDir, 'postgres/cluster/postgresql.conf'), '\nshared_buffers = lots\n');
    process.kill(await postmasterOf(dataDir), 'SIGKILL');
    expect(await runtime.exit()).toMatchObject({ code: 1 });
    expect(runtime.output()).toMatch(
      /^PostgreSQL ended and did not start again in 7 attempts.*shared_buffers.*Baton stops/ms,
    );
  }, 60_000);
});
