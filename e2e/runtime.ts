import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PreparedDatabase } from './prepared-database.ts';
import { createTestDatabase } from './test-database.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const START_MS = 60_000;
const STOP_MS = 15_000;
/** What a developer's own shell may set, and must not reach a runtime under test. */
const ownVariables = [
  'DATABASE_URL',
  'REDIS_URL',
  'HOST',
  'PUBLIC_URL',
  'BATON_SECRET',
  'TELEGRAM_API_ROOT',
  'WHATSAPP_API_ROOT',
  'TELEGRAM_BOT_TOKEN',
  'TELEGRAM_WEBHOOK_SECRET',
  'BATON_TEST_CLOCK',
  'AI_BASE_URL',
  'AI_API_KEY',
  'AI_MODEL',
  'LOG_LEVEL',
  'NODE_OPTIONS',
];

/** The account that the first start makes without questions. */
export const owner = { email: 'owner@example.com', password: 'correct horse battery staple' };

/** The real runtime as a process of its own, on a port and a database of its own. */
export class Runtime {
  readonly port: number;
  readonly dataDir: string;
  readonly #env: Record<string, string>;
  readonly #dropDatabase: (() => Promise<void>) | undefined;
  #child: ChildProcess | undefined;
  #output = '';

  constructor(port: number, dataDir: string, env: Record<string, string>, dropDatabase?: () => Promise<void>) {
    this.port = port;
    this.dataDir = dataDir;
    this.#env = env;
    this.#dropDatabase = dropDatabase;
  }

  /** Where a browser on this machine opens it, as the runtime itself says. */
  get url() {
    return `http://localhost:${this.port}`;
  }

  /** Its own address stands for `{url}`, which is known once it has a port. */
  #ownEnv() {
    return Object.fromEntries(
      Object.entries(this.#env).map(([name, value]) => [name, value.replace('{url}', this.url)]),
    );
  }

  /** Everything the process has printed, over all its starts. */
  get output() {
    return this.#output;
  }

  /** Starts the process and waits until it is ready to serve. */
  async start() {
    const child = spawn(process.execPath, ['apps/runtime/src/main.ts'], {
      cwd: root,
      env: { ...cleanEnv(), ...this.#ownEnv(), PORT: String(this.port), DATA_DIR: this.dataDir },
      // A clock that the test drives hears of it from the process that started it.
      stdio: ['ignore', 'pipe', 'pipe', ...(this.#env.BATON_TEST_CLOCK ? (['ipc'] as const) : [])],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
      });
    }
    await this.#ready(child);
  }

  /** Puts the runtime's clock forward. Only with `BATON_TEST_CLOCK` and `NODE_ENV: 'test'` in its environment. */
  async advance(ms: number) {
    const child = this.#running();
    if (!child?.connected) throw new Error('This runtime has no clock to drive');
    const heard = once(child, 'message');
    child.send({ advanceMs: ms });
    await heard;
  }

  /** Stops it as an operator would, by SIGTERM; throws when that is not clean. */
  async stop() {
    const child = this.#running();
    if (!child) return;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await exited(child);
    clearTimeout(timer);
    if (child.exitCode !== 0) {
      throw new Error(`The runtime did not stop cleanly (${child.exitCode ?? child.signalCode}):\n${this.#output}`);
    }
  }

  /** Ends it as a power cut would: nothing is wound up, the database it started may live on. */
  async kill9() {
    const child = this.#running();
    if (!child) return;
    child.kill('SIGKILL');
    await exited(child);
  }

  async restart() {
    await this.stop();
    await this.start();
  }

  /** Leaves nothing behind: neither the process, nor its database, nor its files. */
  async dispose() {
    try {
      await this.stop();
    } finally {
      await stopOrphanedDatabase(this.dataDir);
      await this.#dropDatabase?.();
      await rm(this.dataDir, { recursive: true, force: true });
    }
  }

  #running() {
    const child = this.#child;
    return child && child.exitCode === null && child.signalCode === null ? child : undefined;
  }

  async #ready(child: ChildProcess) {
    const deadline = Date.now() + START_MS;
    while (Date.now() < deadline) {
      if (child.exitCode !== null || child.signalCode !== null) break;
      const response = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (response?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    child.kill('SIGKILL');
    throw new Error(`The runtime did not become ready:\n${this.#output}`);
  }
}

/** A runtime that has not been started yet, on a free port, with an empty data folder, or one with a `prepared` database. */
export async function newRuntime(env: Record<string, string> = {}, prepared?: PreparedDatabase) {
  const dataDir = await mkdtemp(join(tmpdir(), 'baton-e2e-'));
  // PostgreSQL does not run as root: the account it runs under must be able to pass through.
  await chmod(dataDir, 0o755);
  const account = { BATON_OWNER_EMAIL: owner.email, BATON_OWNER_PASSWORD: owner.password };
  const database = await createTestDatabase();
  const allEnv: Record<string, string> = { NODE_ENV: 'production', ...account, ...env };
  if (database) allEnv.DATABASE_URL = database.url;
  else await prepared?.copyTo(dataDir);
  return new Runtime(await freePort(), dataDir, allEnv, database?.drop);
}

function cleanEnv() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ownVariables.includes(name)));
}

async function exited(child: ChildProcess) {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}

/** A killed runtime leaves its PostgreSQL running for the next start; after the last one, it is told to stop. */
async function stopOrphanedDatabase(dataDir: string) {
  const files = await readdir(dataDir, { recursive: true }).catch(() => []);
  for (const file of files.filter((name) => name.endsWith('postmaster.pid'))) {
    const pid = Number.parseInt(await readFile(join(dataDir, file), 'utf8'), 10);
    // SIGINT is PostgreSQL's fast shutdown.
    if (isAlive(pid)) process.kill(pid, 'SIGINT');
    for (let tries = 0; tries < 100 && isAlive(pid); tries += 1) await new Promise((done) => setTimeout(done, 50));
  }
}

function isAlive(pid: number) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
