import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { StartupError } from '../startup-error.ts';

/** Where the repository keeps its migrations. */
export const migrationsFolder = path.resolve(import.meta.dirname, '../../../../prisma/migrations');

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** The table and the lock are Prisma Migrate's own: its CLI and this runner can follow each other. */
const PRISMA_LOCK_KEY = 72_707_369;
const CREATE_TABLE = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                  VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum            VARCHAR(64) NOT NULL,
    finished_at         TIMESTAMPTZ,
    migration_name      VARCHAR(255) NOT NULL,
    logs                TEXT,
    rolled_back_at      TIMESTAMPTZ,
    started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

const recordedRows = z.array(
  z.object({ migration_name: z.string(), checksum: z.string(), finished_at: z.date().nullable() }),
);

/**
 * Applies the migrations in `folder` that the database does not have yet, in the order of their
 * names, and returns those names. Each one and its record commit together or not at all. Processes
 * that start at the same time wait for each other.
 */
export async function migrate(pool: Pool, folder: string): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK_KEY]);
    await client.query(CREATE_TABLE);
    const pending = findPending(migrations, await readRecorded(client));
    for (const migration of pending) await apply(client, migration);
    await client.query('SELECT pg_advisory_unlock($1)', [PRISMA_LOCK_KEY]);
    return pending.map((migration) => migration.name);
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    // After a failure the connection is closed, not reused: that frees the lock in every case.
    client.release(broken);
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.sort().map((name) => readMigration(folder, name)));
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const file = path.join(folder, name, 'migration.sql');
  try {
    const sql = await readFile(file, 'utf8');
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  } catch (cause) {
    throw new StartupError(`The migration ${name} can't be read: ${file} is missing or closed to this user.`, {
      cause,
    });
  }
}

async function readRecorded(client: PoolClient): Promise<z.infer<typeof recordedRows>> {
  const result = await client.query(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  );
  return recordedRows.parse(result.rows);
}

function findPending(migrations: readonly Migration[], recorded: z.infer<typeof recordedRows>): Migration[] {
  const byName = new Map(recorded.map((row) => [row.migration_name, row]));
  return migrations.filter((migration) => {
    const row = byName.get(migration.name);
    if (row === undefined) return true;
    if (row.finished_at === null) {
      throw new StartupError(
        `The migration ${migration.name} was begun by another tool and did not finish. ` +
          `Put the database right, then run: prisma migrate resolve --rolled-back ${migration.name}`,
      );
    }
    if (row.checksum !== migration.checksum) {
      throw new StartupError(
        `The migration ${migration.name} was changed after it had been applied. Restore its file, and put the change in a new migration.`,
      );
    }
    return false;
  });
}

async function apply(client: PoolClient, migration: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('COMMIT');
  } catch (cause) {
    // The connection may be the very thing that failed; the server then rolls back by itself.
    await client.query('ROLLBACK').catch(() => undefined);
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartupError(`The migration ${migration.name} failed and was rolled back: ${reason}`, { cause });
  }
}
