import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createTestDatabase } from './db/testing/create-test-database.ts';
import { TestClient } from './testing/test-client.ts';

const { url: databaseUrl } = await createTestDatabase();
const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const task of cleanUp.splice(0).reverse()) await task();
});

interface Started {
  readonly child: ChildProcess;
  /** Everything it has printed so far. */
  output(): string;
  /** The address that it prints once it is ready. */
  ready(): Promise<string>;
  /** The exit code, and how long it took from now. */
  exit(): Promise<{ code: number | null; ms: number }>;
}

async function start(env: Record<string, string>): Promise<Started> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'main.ts')], {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', PORT: '0', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const exited = once(child, 'exit');
  cleanUp.push(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  return {
    child,
    output: () => output,
    async ready() {
      for (;;) {
        const [, origin] = /(http:\/\/localhost:\d+)\/inbox/.exec(output) ?? [];
        if (origin !== undefined) return origin;
        if (child.exitCode !== null) throw new Error(`It ended before it was ready:\n${output}`);
        await Promise.race([once(child.stdout, 'data'), exited]);
      }
    },
    async exit() {
      const since = performance.now();
      await exited;
      return { code: child.exitCode, ms: performance.now() - since };
    },
  };
}

async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'baton-main-test-'));
  // PostgreSQL does not run as root: the account it runs under must be able to pass through.
  await chmod(folder, 0o755);
  cleanUp.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A request whose body never ends. */
async function endlessRequest(origin: string): Promise<Socket> {
  const { port } = new URL(origin);
  const socket = connect(Number(port), 'localhost');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(
    'POST /api/setup HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
  );
  cleanUp.push(async () => void socket.destroy());
  return socket;
}

describe('a start that can’t succeed', () => {
  test('a port in use is one sentence that names PORT', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    cleanUp.push(async () => void other.close());
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const runtime = await start({ PORT: port, DATABASE_URL: databaseUrl, DATA_DIR: await dataFolder() });
    expect(await runtime.exit()).toMatchObject({ code: 1 });
    expect(runtime.output().trim()).toMatch(new RegExp(`^Port ${port} is in use .*PORT=\\d+\\.$`));
  });

  test('every wrong variable is named, with no stack', async () => {
    const runtime = await start({ PORT: 'http', LOG_LEVEL: 'loud' });
    expect(await runtime.exit()).toMatchObject({ code: 1 });
    expect(runtime.output()).toMatch(/PORT is "http"/);
    expect(runtime.output()).toMatch(/LOG_LEVEL is "loud"/);
    expect(runtime.output()).not.toMatch(/^ +at /m);
  });

  test('a database that refuses the password is said so', async () => {
    const wrong = new URL(databaseUrl);
    wrong.password = 'wrong';
    const runtime = await start({ DATABASE_URL: wrong.href, DATA_DIR: await dataFolder() });
    expect(await runtime.exit()).toMatchObject({ code: 1 });
    expect(runtime.output()).toMatch(/DATABASE_URL .*password authentication failed/);
    expect(runtime.output()).not.toMatch(/^ +at /m);
  });
});

describe('a stop', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('by %s ends quickly with idle connections open', async (signal) => {
    const runtime = await start({ DATABASE_URL: databaseUrl, DATA_DIR: await dataFolder() });
    const origin = await runtime.ready();
    expect((await new TestClient(origin).get('/healthz')).status).toBe(200);
    runtime.child.kill(signal);
    const { code, ms } = await runtime.exit();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(3_000);
  });

  test('waits for what is under way, and no longer than its grace', async () => {
    const runtime = await start({ DATABASE_URL: databaseUrl, DATA_DIR: await dataFolder() });
    await endlessRequest(await runtime.ready());
    runtime.child.kill('SIGTERM');
    const { code, ms } = await runtime.exit();
    expect(code).toBe(0);
    expect(ms).toBeGreaterThan(2_000);
    expect(ms).toBeLessThan(10_000);
  });

  test('that is asked for twice does not wait', async () => {
    const runtime = await start({ DATABASE_URL: databaseUrl, DATA_DIR: await dataFolder() });
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
    const account = { email: 'owner@example.com', password: 'correct horse battery' };
    const env = { DATA_DIR: dataDir, BATON_OWNER_EMAIL: account.email, BATON_OWNER_PASSWORD: account.password };
    const first = await start(env);
    const origin = await first.ready();
    expect(first.output()).not.toContain('/setup');
    const browser = new TestClient(origin);
    expect((await browser.post('/api/auth/sign-in/email', account)).status).toBe(200);
    expect((await browser.post('/api/flows', { name: 'Kept' })).status).toBe(200);
    const postmaster = await readFile(path.join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8');
    first.child.kill('SIGTERM');
    expect(await first.exit()).toMatchObject({ code: 0 });
    expect(() => process.kill(Number.parseInt(postmaster, 10), 0)).toThrow('ESRCH');

    const second = await start(env);
    const again = new TestClient(await second.ready());
    await again.post('/api/auth/sign-in/email', account);
    expect((await again.get('/api/flows')).text).toContain('Kept');
    second.child.kill('SIGTERM');
    expect(await second.exit()).toMatchObject({ code: 0 });
  }, 60_000);
});
