import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll } from 'vitest';
import { createDatabase, type Database } from '../db/client.ts';
import { createTestDatabase } from '../db/testing/create-test-database.ts';
import { type Env, parseEnv } from '../env.ts';
import { createLogger } from '../logging.ts';
import type { Clock } from '../services.ts';
import { type Runtime, startRuntime } from '../start-runtime.ts';
import { type DatabaseProxy, startDatabaseProxy } from './database-proxy.ts';
import { TestClient } from './test-client.ts';

export const owner = { email: 'owner@example.com', password: 'correct horse battery' };

interface Options {
  /** By way of `proxy`, which can take the database away. */
  readonly proxied?: boolean;
  /** Gets every line of the log, down to the last detail. */
  readonly logLines?: string[];
  /** In place of the machine's own. */
  readonly clock?: Clock;
}

interface TestRuntime {
  readonly runtime: Runtime;
  readonly database: Database;
  /** A browser of its own: cookies are not shared. */
  client(): TestClient;
  signedIn(credentials: { readonly email: string; readonly password: string }): Promise<TestClient>;
  /** The way to the database, for a runtime that was started `proxied`. */
  readonly proxy: DatabaseProxy;
  /** A second process on the same database. */
  startAnother(env?: Partial<Env>): Promise<Runtime>;
}

/**
 * The product as it runs, on a port and a database of its own, for one test file. Call it at the top of the file,
 * with `owner` in `env` where the tests begin with an account.
 */
export async function startTestRuntime(
  env: Partial<Env> = {},
  { proxied = false, logLines, clock }: Options = {},
): Promise<TestRuntime> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'baton-runtime-test-'));
  const { url } = await createTestDatabase();
  const proxy = await startDatabaseProxy(url);
  const defaults: Env = {
    ...parseEnv({ PORT: '0', DATABASE_URL: proxied ? proxy.url : url, DATA_DIR: dataDir, LOG_LEVEL: 'warn' }),
    secret: 's'.repeat(32),
  };
  const log = logLines
    ? createLogger({ logLevel: 'trace' }, { write: (line) => void logLines.push(line) })
    : pino({ level: 'silent' });
  const started: Runtime[] = [];

  async function startAnother(more: Partial<Env> = {}): Promise<Runtime> {
    const runtime = await startRuntime({ env: { ...defaults, ...more }, log, onLost: () => undefined, clock });
    started.push(runtime);
    return runtime;
  }

  const runtime = await startAnother(env);
  const database = createDatabase(url, { log: { warn: () => undefined }, connections: 2 });
  afterAll(async () => {
    await Promise.all(started.map((one) => one.stop()));
    await database.close();
    await proxy.down();
    await rm(dataDir, { recursive: true, force: true });
  });
  const client = () => new TestClient(`http://localhost:${runtime.port}`);
  return {
    runtime,
    database,
    client,
    startAnother,
    proxy,
    async signedIn(credentials) {
      const browser = client();
      const { status } = await browser.post('/api/auth/sign-in/email', credentials);
      if (status !== 200) throw new Error(`Signing in as ${credentials.email} answered ${status}`);
      return browser;
    },
  };
}
