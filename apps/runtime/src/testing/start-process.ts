import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

export interface StartedProcess {
  readonly child: ChildProcess;
  /** Everything it has printed so far. */
  output(): string;
  /** The address that it prints once it is ready. */
  ready(): Promise<string>;
  /** The exit code, and how long it took from now. */
  exit(): Promise<{ code: number | null; ms: number }>;
}

/**
 * The runtime as a process of its own, with just this environment; killed at the end of the test. `within`: a command
 * that becomes the one it is given.
 */
export async function startProcess(
  env: Record<string, string>,
  within: readonly string[] = [],
): Promise<StartedProcess> {
  const [command = process.execPath, ...args] = [
    ...within,
    process.execPath,
    path.resolve(import.meta.dirname, '../main.ts'),
  ];
  const child = spawn(command, args, {
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
  onTestFinished(async () => {
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
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`It ended before it was ready:\n${output}`);
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

/** A DATA_DIR for one test. */
export async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'baton-main-test-'));
  // PostgreSQL does not run as root: the account it runs under must be able to pass through.
  await chmod(folder, 0o755);
  onTestFinished(async () => {
    // A server that outlived its runtime has nobody left to end it.
    const left = await postmasterOf(folder).catch(() => undefined);
    try {
      if (left !== undefined) process.kill(left, 'SIGQUIT');
    } catch {
      // Gone.
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });
  return folder;
}

/** The process of the embedded server, once it is ready. */
export async function postmasterOf(dataDir: string): Promise<number> {
  const lines = (await readFile(path.join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8')).split('\n');
  if (lines[7]?.trim() !== 'ready') throw new Error('The server is still starting');
  return Number(lines[0]);
}
