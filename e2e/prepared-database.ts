import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { migrate, migrationsFolder } from '../apps/runtime/src/db/migrate.ts';
import { startEmbeddedPostgres } from '../apps/runtime/src/db/postgres/start-embedded-postgres.ts';

/** A database as it is after a first start, but for what that start writes into it. */
export interface PreparedDatabase {
  /** Puts a copy into an empty data folder: the first start there needs not make it. */
  copyTo(dataDir: string): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Makes the embedded PostgreSQL's folder with the schema in it, which takes longer than the rest of a first start.
 * Undefined where the tests are given a server.
 */
export async function prepareDatabase(): Promise<PreparedDatabase | undefined> {
  if (process.env.TEST_DATABASE_URL) return undefined;
  const dataDir = await mkdtemp(join(tmpdir(), 'baton-e2e-prepared-'));
  await chmod(dataDir, 0o755);
  const quiet = { info: () => undefined, warn: (message: string) => console.warn(message) };
  const server = await startEmbeddedPostgres({ dataDir, log: quiet });
  const pool = new pg.Pool({ connectionString: server.url, max: 1 });
  // Connections that are closing when the server stops are told so.
  pool.on('error', () => undefined);
  try {
    await migrate(pool, migrationsFolder);
  } finally {
    await pool.end();
    await server.stop();
  }
  const folder = join(dataDir, 'postgres');
  return {
    async copyTo(target) {
      await mkdir(join(target, 'postgres'));
      // Not Node's own copy: the files belong to the account that the server runs under, and must go on doing so.
      await promisify(execFile)('cp', ['-a', `${folder}/.`, join(target, 'postgres')]);
    },
    remove: () => rm(dataDir, { recursive: true, force: true }),
  };
}
