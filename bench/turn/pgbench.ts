import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const DEBIAN = '/usr/lib/postgresql';

/** Where pgbench is: on the PATH, or where Debian's packages put it. Undefined where it is not installed. */
export function findPgbench(): string | undefined {
  const onPath = (process.env.PATH ?? '').split(':').map((folder) => join(folder, 'pgbench'));
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const debians = versions.map((version) => join(DEBIAN, version, 'bin', 'pgbench'));
  return [...onPath, ...debians].find((path) => existsSync(path));
}

/** Runs a script with as many clients, prepared, and answers how many transactions a second it made. */
export async function runPgbench(
  pgbench: string,
  run: {
    readonly url: string;
    readonly script: string;
    readonly clients: number;
    readonly seconds: number;
    readonly variables: Readonly<Record<string, string | number>>;
  },
): Promise<number> {
  const variables = Object.entries(run.variables).flatMap(([name, value]) => ['-D', `${name}=${value}`]);
  const args = ['--no-vacuum', '--protocol=prepared', '-c', String(run.clients), '-j', '1', '-T', String(run.seconds)];
  const output = await outputOf(pgbench, [...args, ...variables, '-f', run.script, run.url]);
  const tps = Number(/tps = ([\d.]+)/.exec(output)?.[1]);
  if (!Number.isFinite(tps) || /aborted/.test(output)) throw new Error(`pgbench went wrong:\n${output}`);
  return tps;
}

function outputOf(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', () => resolve(output));
  });
}
