import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { diskError } from './disk-error.ts';
import type { Env } from './env.ts';
import { StartupError } from './startup-error.ts';

const SHORTEST = 32;

/**
 * The secret that signs sessions and visitors' tokens: `BATON_SECRET`, or else one that is made at
 * the first start and kept in DATA_DIR.
 */
export async function loadSecret(
  env: Pick<Env, 'secret' | 'dataDir' | 'databaseUrl'>,
  log: { warn(message: string): void },
): Promise<string> {
  if (env.secret !== undefined) return env.secret;
  const file = path.join(env.dataDir, 'secret');
  if (env.databaseUrl !== undefined) {
    log.warn(
      `BATON_SECRET is not set, so this process uses the secret in ${file}. ` +
        'That serves a single process: set the same BATON_SECRET for every process that shares DATABASE_URL.',
    );
  }
  const kept =
    (await readIfThere(file)) ??
    (await makeSecret(file).catch(async (cause): Promise<never> => {
      throw await diskError('DATA_DIR', env.dataDir, cause);
    }));
  if (kept.length >= SHORTEST) return kept;
  throw new StartupError(
    `The secret in ${file} has ${kept.length} characters, but must have at least ${SHORTEST}: restore the file, or set BATON_SECRET.`,
  );
}

async function makeSecret(file: string): Promise<string> {
  const draft = `${file}.${randomUUID()}`;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600 });
  try {
    // Never replaces a secret that another process has made meanwhile, and never shows half of one.
    await link(draft, file);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return (await readFile(file, 'utf8')).trim();
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return undefined;
    throw new StartupError(
      `The secret in ${file} can't be read: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
