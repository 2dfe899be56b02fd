import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Env } from '../env.ts';
import { StartupError } from '../startup-error.ts';
import { createDatabase, type Database } from './client.ts';
import { isDatabaseAway } from './is-database-away.ts';
import { migrate, migrationsFolder } from './migrate.ts';
import { startEmbeddedPostgres } from './postgres/start-embedded-postgres.ts';

interface Log {
  info(message: string): void;
  warn(message: string): void;
}

interface Options {
  readonly env: Pick<Env, 'databaseUrl' | 'dataDir'>;
  readonly log: Log;
  /** Called with a sentence when the embedded server has ended and can't be started again. */
  readonly onLost: (reason: string) => void;
  /** Called as soon as there is something to end. */
  readonly onClose: (name: string, close: () => Promise<void>) => void;
}

/** A server that is started together with us may need a while. */
const PATIENCE_MS = 60_000;
const RETRY_MS = 500;

/** The database of this process, brought to this version's schema: yours at DATABASE_URL, or the embedded one. */
export async function connectDatabase({ env, log, onLost, onClose }: Options): Promise<Database> {
  const url = env.databaseUrl ?? (await startEmbedded(env.dataDir, log, onLost, onClose));
  const database = createDatabase(url, { log });
  onClose('database connections', () => database.close());
  const applied = await migratePatiently(url, log);
  if (applied.length > 0) log.info(`Applied ${applied.length} migrations.`);
  return database;
}

async function startEmbedded(
  dataDir: string,
  log: Log,
  onLost: Options['onLost'],
  onClose: Options['onClose'],
): Promise<string> {
  const server = await startEmbeddedPostgres({ dataDir, log, onLost });
  onClose('embedded PostgreSQL', () => server.stop());
  return server.url;
}

async function migratePatiently(url: string, log: Log): Promise<string[]> {
  // A connection of its own: a migration may take as long as it takes.
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    connectionTimeoutMillis: 5_000,
    application_name: 'baton',
  });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  try {
    return await applyMigrations(pool, log);
  } finally {
    await pool.end();
  }
}

async function applyMigrations(pool: pg.Pool, log: Log): Promise<string[]> {
  const deadline = Date.now() + PATIENCE_MS;
  for (let tries = 0; ; tries += 1) {
    try {
      return await migrate(pool, migrationsFolder);
    } catch (error) {
      if (refusesUs(error)) throw cannotUse(error);
      if (!isDatabaseAway(error)) throw error;
      if (Date.now() > deadline) throw cannotUse(error);
      if (tries === 0) log.warn('The database does not answer yet; trying again until it does.');
      await delay(RETRY_MS);
    }
  }
}

/** SQLSTATE: a wrong user or password, or no database of that name. Time does not mend that. */
function refusesUs(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^(28|3D)/.test(error.code);
}

function cannotUse(error: unknown): StartupError {
  const reason = error instanceof Error ? error.message : String(error);
  return new StartupError(`The database at DATABASE_URL can't be used: ${reason}.`, { cause: error });
}
