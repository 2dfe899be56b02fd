import pg from 'pg';
import { logError } from './log.mjs';

/** Prisma's codes for PostgreSQL's reasons to refuse a connection; for all else: can't be reached. */
const ERROR_CODES = { '3D000': 'P1003', '28P01': 'P1000', 28000: 'P1000' };
const UNREACHABLE = 'P1001';

/** The engine's `cli` commands: about a whole database instead of its schema. Returns the exit code. */
export async function runDatabaseCommand(command, url) {
  const target = new URL(url);
  const name = decodeURIComponent(target.pathname.slice(1));
  const commands = {
    'can-connect-to-database': () => query(url, 'SELECT 1'),
    'create-database': () => query(maintenanceUrl(url), `CREATE DATABASE ${pg.escapeIdentifier(name)}`),
    'drop-database': () => query(maintenanceUrl(url), `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)}`),
  };
  const run = commands[command];
  if (run === undefined) {
    logError(`Unknown command: ${command}`);
    return 1;
  }
  try {
    await run();
    return 0;
  } catch (error) {
    const code = ERROR_CODES[error.code] ?? UNREACHABLE;
    logError(code === 'P1003' ? `Database \`${name}\` does not exist` : `${target.host}: ${error.message}`, code);
    return 1;
  }
}

/** Runs one statement on a connection of its own. */
export async function query(url, sql) {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The same server's `postgres` database, from which others are made and dropped. */
export function maintenanceUrl(url) {
  return withDatabase(url, 'postgres');
}

export function withDatabase(url, name) {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
