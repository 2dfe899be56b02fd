import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { chmod, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { clusterFolder } from '../../db/postgres/cluster-folder.ts';
import { parsePostmasterFile, postmasterFile, readPostmasterFile } from '../../db/postgres/postmaster-file.ts';
import { isAlive } from '../../db/postgres/process-identity.ts';
import { serverUrl } from '../../db/postgres/server-connection.ts';
import { freePort } from '../../db/postgres/server-process.ts';

export const owner = { email: 'owner@example.com', password: 'correct horse battery' };

const START_MS = 90_000;
const LOOK_MS = 15;
/** How much of what it printed is kept, for the report of a failure. */
const KEPT_OUTPUT = 20_000;

/** What is killed and started again: one server with its own database, or several on one. */
export interface Victim {
  /** Where clients reach it, in all its lives. */
  readonly url: string;
  /** Counts starts. */
  readonly life: number;
  /** What its lives wrote last. */
  readonly output: string;
  /** Starts what does not run; "died" where its kill came before it was ready. Throws where it ends in any other way. */
  start(faultPoint?: string): Promise<'ready' | 'died'>;
  /** Resolves while it is ready to serve: at once, or when it is again. */
  up(): Promise<unknown>;
  /** Resolves when this life has ended by a kill; throws where it ended by itself. */
  gone(): Promise<void>;
  /** Kills a process: the one of that number, where it is one of several. */
  kill(pid?: number): void;
  /** Kills the embedded database as a power cut would. */
  killDatabase(): void;
  /** Where the tests look at what is stored; another address whenever the database was started anew. */
  databaseUrl(): Promise<string>;
  /** Stops it as an operator would. */
  stop(): Promise<void>;
  /** Leaves nothing behind, however it went. */
  dispose(): void;
}

/** The product as a process of its own, with its own database, on one address for all its lives. */
export class Server implements Victim {
  readonly url: string;
  readonly #dataDir: string;
  readonly #main: string;
  readonly #env: Readonly<Record<string, string | undefined>>;
  #child: ChildProcess | undefined;
  #up = Promise.withResolvers<void>();
  #ready = false;
  #output = '';
  life = 0;

  constructor(port: number, dataDir: string, main: string, env: Readonly<Record<string, string | undefined>>) {
    this.url = `http://127.0.0.1:${port}`;
    this.#dataDir = dataDir;
    this.#main = main;
    const account = { BATON_OWNER_EMAIL: owner.email, BATON_OWNER_PASSWORD: owner.password };
    const place = { PORT: String(port), DATA_DIR: dataDir, DATABASE_URL: undefined, PUBLIC_URL: undefined };
    process.once('exit', this.dispose);
    this.#env = { ...process.env, NODE_ENV: 'test', LOG_LEVEL: 'warn', ...account, ...place, ...env };
  }

  /** The process of this life. */
  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Whether it takes requests. */
  get ready(): boolean {
    return this.#ready;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  get output(): string {
    return this.#output;
  }

  async start(faultPoint?: string): Promise<'ready' | 'died'> {
    this.life += 1;
    const env = { ...this.#env, BATON_FAULT_POINT: faultPoint };
    const child = spawn(process.execPath, [this.#main], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    this.#child = child;
    // Each life of the others may wait for its end.
    child.setMaxListeners(0);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#output = (this.#output + text).slice(-KEPT_OUTPUT);
    });
    child.once('exit', () => {
      // Whoever waits already, goes on waiting.
      if (this.#ready) this.#up = Promise.withResolvers();
      this.#ready = false;
    });
    const deadline = Date.now() + START_MS;
    while (isRunning(child)) {
      const response = await fetch(`${this.url}/readyz`).catch(() => undefined);
      await response?.body?.cancel();
      if (response?.ok) {
        this.#ready = true;
        this.#up.resolve();
        return 'ready';
      }
      if (Date.now() > deadline) child.kill('SIGKILL');
      await delay(LOOK_MS);
    }
    if (child.signalCode !== 'SIGKILL' || Date.now() > deadline) {
      throw new Error(`The server did not start (${child.exitCode ?? child.signalCode}):\n${this.#output}`);
    }
    return 'died';
  }

  up(): Promise<void> {
    return this.#up.promise;
  }

  async gone(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    if (isRunning(child)) await once(child, 'exit');
    if (child.signalCode !== 'SIGKILL') {
      throw new Error(`The server ended by itself (${child.exitCode ?? child.signalCode}):\n${this.#output}`);
    }
  }

  kill(): void {
    this.#child?.kill('SIGKILL');
  }

  killDatabase(): void {
    const postmaster = parsePostmasterFile(readIfThere(postmasterFile(clusterFolder(this.#dataDir).cluster)));
    if (postmaster && isAlive(postmaster.pid)) process.kill(postmaster.pid, 'SIGKILL');
  }

  async databaseUrl(): Promise<string> {
    if (this.#env.DATABASE_URL !== undefined) return this.#env.DATABASE_URL;
    const { cluster, passwordFile } = clusterFolder(this.#dataDir);
    const postmaster = await readPostmasterFile(cluster);
    if (!postmaster) throw new Error('The embedded database does not run');
    return serverUrl({ port: postmaster.port, password: (await readFile(passwordFile, 'utf8')).trim() }, 'baton');
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (!child || !isRunning(child)) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
    if (child.exitCode !== 0) throw new Error(`The server did not stop cleanly (${child.exitCode}):\n${this.#output}`);
  }

  /** At once, so that it can be the last thing a process does. */
  readonly dispose = (): void => {
    process.off('exit', this.dispose);
    this.kill();
    this.killDatabase();
    // Both may write a last file while they end.
    rmSync(this.#dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
}

/** A server that has not been started yet, with an empty data folder. */
export async function newServer(main: string, env: Readonly<Record<string, string>> = {}): Promise<Server> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'baton-crash-'));
  // PostgreSQL does not run as root: the account it runs under must be able to pass through.
  await chmod(dataDir, 0o755);
  return new Server(await freePort(), dataDir, main, env);
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}
