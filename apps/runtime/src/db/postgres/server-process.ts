import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { closeSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type ClusterFolder, nameFromInside } from './cluster-folder.ts';
import { isAlive } from './process-identity.ts';
import type { ServerBinaries } from './server-binaries.ts';
import { openServerLog, tailOfServerLog } from './server-log.ts';
import type { Account } from './unprivileged-account.ts';

/** Settings of the server, as names and values of postgresql.conf. */
export type ServerSettings = Readonly<Record<string, string>>;

/** For one application on a laptop or a small server; all else is PostgreSQL's default. */
const SETTINGS: ServerSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '128MB',
  max_wal_size: '256MB',
  min_wal_size: '32MB',
  jit: 'off',
  log_checkpoints: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

export interface SpawnedServer {
  readonly pid: number | undefined;
  /** Why it is gone, with what it last wrote; undefined while it runs. */
  failure(): string | undefined;
}

export function spawnServer(
  port: number,
  folder: ClusterFolder,
  binaries: ServerBinaries,
  account: Account | undefined,
  settings: ServerSettings,
): SpawnedServer {
  const log = openServerLog(folder.logFile);
  const logStart = statSync(folder.logFile).size;
  const cluster = nameFromInside(folder.cluster, account);
  const options = Object.entries({ ...SETTINGS, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(binaries.postgres, ['-D', cluster, '-p', String(port), ...options], {
    cwd: folder.cluster,
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', log, log],
    // A process group of its own: Ctrl-C in a terminal reaches the whole group, and the server
    // must outlast the runtime, which has turns to finish.
    detached: true,
    ...account,
  });
  closeSync(log);
  child.unref();
  return { pid: child.pid, failure: failureOf(child, folder.logFile, logStart) };
}

/** Whether a server failed to start only because its port was taken meanwhile. */
export function lostItsPort(reason: string): boolean {
  return reason.includes('could not bind') || reason.includes('could not create any TCP/IP sockets');
}

/** Whether a server failed to start only because one that was killed is not quite gone from the folder yet. */
export function metThePreviousOne(reason: string): boolean {
  return reason.includes('lock file "postmaster.pid" already exists') || reason.includes('pre-existing shared memory');
}

/** Ends the server without waiting for its clients ("fast"), by force when it does not come to an end. */
export async function stopServer(pid: number, binaries: ServerBinaries): Promise<void> {
  await signalServer(pid, 'INT', binaries);
  if (await endsWithin(pid, 20_000)) return;
  // It skips the last checkpoint and replays its log at the next start: nothing is lost.
  await signalServer(pid, 'QUIT', binaries);
  await endsWithin(pid, 10_000);
}

async function signalServer(pid: number, signal: 'INT' | 'QUIT', binaries: ServerBinaries): Promise<void> {
  if (process.platform === 'win32') {
    // Windows has no signals; PostgreSQL's own tool knows how to send one there.
    await promisify(execFile)(binaries.pgCtl, ['kill', signal, String(pid)]).catch(() => undefined);
    return;
  }
  try {
    process.kill(pid, `SIG${signal}`);
  } catch {
    // Already gone.
  }
}

async function endsWithin(pid: number, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await sleep(10);
  }
  return true;
}

function failureOf(child: ChildProcess, logFile: string, logStart: number): () => string | undefined {
  let ended: string | undefined;
  child.once('error', (error) => {
    ended = `PostgreSQL could not be started: ${error.message}`;
  });
  child.once('exit', (code, signal) => {
    const how = signal === null ? `with code ${code}` : `by ${signal}`;
    ended = `PostgreSQL ended ${how} while starting. Its log (${logFile}) ends with:\n${tailOfServerLog(logFile, logStart)}`;
  });
  return () => ended;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('The system gave no free port.'));
      });
    });
  });
}
