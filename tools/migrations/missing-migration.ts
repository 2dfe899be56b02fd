import { mkdir } from 'node:fs/promises';
import { startTestPostgres } from '../../apps/runtime/src/db/testing/test-postgres.ts';
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
  await mkdir(folders.migrations, { recursive: true });
  const server = await startTestPostgres(folders.migrations);
  try {
    const { url } = await server.createDatabase();
    const from = ['--from-config-datasource', '--to-schema', folders.schema];
    const result = runPrisma(['migrate', 'diff', ...from, '--script', '--exit-code'], { env: { DATABASE_URL: url } });
    if (result.exitCode === 0) return undefined;
    if (result.exitCode === DIFFERENT) return result.stdout;
    throw new Error(`Prisma could not compare schema and migrations:\n${result.stderr || result.stdout}`);
  } finally {
    await server.stop();
  }
}
