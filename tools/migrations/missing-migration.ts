import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { migrate } from '../../apps/runtime/src/db/migrate.ts';
import { startEmbeddedPostgres } from '../../apps/runtime/src/db/postgres/start-embedded-postgres.ts';
import { runPrisma } from './run-prisma.ts';

export interface MigrationFolders {
  /** The schema's file. */
  readonly schema: string;
  /** The folder of the migrations. */
  readonly migrations: string;
}

/** `migrate diff --exit-code`: 0 for no difference, 2 for one, 1 for an error. */
const DIFFERENT = 2;

/** The SQL that leads from the migrations to the schema; undefined when they agree. */
export async function missingMigration(folders: MigrationFolders): Promise<string | undefined> {
  return withMigratedDatabase(folders.migrations, (url) => {
    const from = ['--from-config-datasource', '--to-schema', folders.schema];
    const result = runPrisma(['migrate', 'diff', ...from, '--script', '--exit-code'], { env: { DATABASE_URL: url } });
    if (result.exitCode === 0) return undefined;
    if (result.exitCode === DIFFERENT) return result.stdout;
    throw new Error(`Prisma could not compare schema and migrations:\n${result.stderr || result.stdout}`);
  });
}

async function withMigratedDatabase<T>(migrations: string, use: (url: string) => T): Promise<T> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'baton-migrations-'));
  try {
    const quiet = { info: () => undefined, warn: () => undefined };
    const server = await startEmbeddedPostgres({ dataDir, log: quiet, settings: { fsync: 'off' } });
    const pool = new pg.Pool({ connectionString: server.url });
    // A pool closes its connections after `end` has resolved: the server may well be the first.
    pool.on('error', () => undefined);
    try {
      await mkdir(migrations, { recursive: true });
      await migrate(pool, migrations);
      return use(server.url);
    } finally {
      await pool.end();
      await server.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
