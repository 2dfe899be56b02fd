import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

export interface PrismaResult {
  readonly exitCode: number;
  /** What it printed, unless that went to the terminal. */
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Print to this process's terminal. */
  readonly inherit?: boolean;
}

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const requireFromRoot = createRequire(path.join(ROOT, 'package.json'));

/** Runs Prisma's CLI in the repository's root. */
export function runPrisma(args: readonly string[], { env, inherit = false }: RunOptions = {}): PrismaResult {
  const cli = requireFromRoot.resolve('prisma/build/index.js');
  const quiet = { PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' };
  const result = spawnSync(process.execPath, [cli, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...quiet, ...schemaEngine(), ...env },
    encoding: 'utf8',
    stdio: inherit ? 'inherit' : 'pipe',
  });
  if (result.error) throw result.error;
  return { exitCode: result.status ?? 1, stdout: result.stdout ?? '', stderr: result.stderr ?? '' };
}

/** The variable that makes the CLI use the drop-in; nothing where it has, or must have, a native engine. */
function schemaEngine(): Record<string, string> {
  // Windows starts no scripts as programs.
  if (process.env.PRISMA_SCHEMA_ENGINE_BINARY || process.platform === 'win32' || hasNativeEngine()) return {};
  return { PRISMA_SCHEMA_ENGINE_BINARY: path.join(ROOT, 'tools', 'schema-engine.mjs') };
}

function hasNativeEngine(): boolean {
  const prisma = requireFromRoot.resolve('prisma/package.json');
  const engines = path.dirname(createRequire(prisma).resolve('@prisma/engines/package.json'));
  return readdirSync(engines).some((name) => name.startsWith('schema-engine-'));
}
