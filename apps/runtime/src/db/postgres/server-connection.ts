import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { StartupError } from '../../startup-error.ts';
import { SUPERUSER } from './initialise-cluster.ts';

export interface ServerAddress {
  readonly port: number;
  readonly password: string;
}

const READY_TIMEOUT_MS = 120_000;
const RETRY_MS = 20;

export function serverUrl(address: ServerAddress, database: string): string {
  // Said outright, since PGSSLMODE in the environment would decide it otherwise.
  const ssl = 'sslmode=disable';
  return `postgresql://${SUPERUSER}:${address.password}@127.0.0.1:${address.port}/${database}?${ssl}`;
}

/**
 * Waits until the server answers; after a crash it replays its log first, which may take a while.
 * `failure` is asked before each attempt: a sentence from it ends the waiting.
 */
export async function waitUntilReady(address: ServerAddress, failure: () => string | undefined): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    const reason = failure();
    if (reason !== undefined) throw new StartupError(reason);
    try {
      await queryServer(address, 'SELECT 1');
      return;
    } catch (cause) {
      if (isWrongPassword(cause)) {
        throw new StartupError(
          "PostgreSQL refused the password that is kept beside its data folder. Restore that folder's password file.",
          { cause },
        );
      }
      if (Date.now() > deadline) {
        throw new StartupError(`PostgreSQL did not answer within ${READY_TIMEOUT_MS / 1000} seconds.`, {
          cause,
        });
      }
    }
    await sleep(RETRY_MS);
  }
}

export async function ensureDatabase(address: ServerAddress, name: string): Promise<void> {
  if ((await queryServer(address, 'SELECT 1 FROM pg_database WHERE datname = $1', [name])) > 0) return;
  await queryServer(address, `CREATE DATABASE ${pg.escapeIdentifier(name)}`);
}

/** Runs one statement on a connection of its own and says how many rows it gave. */
async function queryServer(address: ServerAddress, sql: string, values: readonly string[] = []): Promise<number> {
  const client = new pg.Client({ connectionString: serverUrl(address, 'postgres'), connectionTimeoutMillis: 5000 });
  // The server may drop the connection at any moment while it starts; the query reports it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const result = await client.query(sql, [...values]);
    return result.rowCount ?? 0;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function isWrongPassword(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '28P01';
}
