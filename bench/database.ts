import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, type Database } from '../apps/runtime/src/db/client.ts';
import { migrate, migrationsFolder } from '../apps/runtime/src/db/migrate.ts';
import { startEmbeddedPostgres } from '../apps/runtime/src/db/postgres/start-embedded-postgres.ts';

export interface BenchDatabase {
  readonly url: string;
  readonly database: Database;
  stop(): Promise<void>;
}

/** The product's own PostgreSQL with the settings it ships with (it writes to the disk), in a folder of its own. */
export async function startDatabase(): Promise<BenchDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'baton-bench-'));
  // The server may run under another account, which has to reach its folder.
  await chmod(dataDir, 0o755);
  const log = { info: () => undefined, warn: (message: string) => console.error(message) };
  const server = await startEmbeddedPostgres({ dataDir, log });
  const database = createDatabase(server.url, { log });
  async function stop(): Promise<void> {
    await database.close();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
  const interrupted = () => void stop().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupted);
  await migrate(database.pool, migrationsFolder);
  return {
    url: server.url,
    database,
    stop() {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupted);
      return stop();
    },
  };
}
