import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { migrate, migrationsFolder } from '../migrate.ts';
import { startEmbeddedPostgres } from '../postgres/start-embedded-postgres.ts';
import { removeAbandonedServers, TEST_SERVER_PREFIX } from './remove-abandoned-servers.ts';

/** Where the tests' databases come from; plain data, so that it can be handed to other processes. */
export interface TestServer {
  readonly adminUrl: string;
  /** A migrated, empty database that nobody may connect to. */
  readonly template: string;
}

export interface TestDatabase {
  readonly url: string;
  /** Runs SQL on a connection of its own. */
  query(sql: string): Promise<Record<string, unknown>[]>;
  drop(): Promise<void>;
}

export interface TestPostgres extends TestServer {
  /** A migrated, empty database. */
  createDatabase(): Promise<TestDatabase>;
  stop(): Promise<void>;
}

/** What a crash of the machine would cost is of no interest here, and speed is. */
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

/** Starts a server for a run of tests, or uses the one at TEST_DATABASE_URL. */
export async function startTestPostgres(migrations = migrationsFolder): Promise<TestPostgres> {
  const template = `baton_template_${shortId()}`;
  const given = process.env.TEST_DATABASE_URL;
  const { url: adminUrl, stop } = given
    ? { url: given, stop: () => dropDatabase(given, template) }
    : await startServer();
  const testServer = { adminUrl, template };
  try {
    await makeTemplate(testServer, migrations);
  } catch (error) {
    await stop();
    throw error;
  }
  return { ...testServer, createDatabase: () => cloneTemplate(testServer), stop };
}

export async function cloneTemplate(server: TestServer): Promise<TestDatabase> {
  const name = `baton_test_${shortId()}`;
  await runSql(server.adminUrl, `CREATE DATABASE ${name} TEMPLATE ${server.template}`);
  const url = urlOf(server, name);
  return {
    url,
    query: (sql) => runSql(url, sql),
    drop: () => dropDatabase(server.adminUrl, name),
  };
}

async function startServer(): Promise<{ url: string; stop(): Promise<void> }> {
  await removeAbandonedServers(tmpdir());
  const dataDir = await mkdtemp(path.join(tmpdir(), TEST_SERVER_PREFIX));
  const removeFolder = () => rm(dataDir, { recursive: true, force: true });
  try {
    const quiet = { info: () => undefined, warn: (message: string) => process.stderr.write(`${message}\n`) };
    const server = await startEmbeddedPostgres({ dataDir, log: quiet, settings: SETTINGS });
    const stop = async () => {
      await server.stop();
      await removeFolder();
    };
    return { url: server.url, stop };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

async function makeTemplate(server: TestServer, migrations: string): Promise<void> {
  await runSql(server.adminUrl, `CREATE DATABASE ${server.template}`);
  const pool = new pg.Pool({ connectionString: urlOf(server, server.template), max: 1 });
  pool.on('error', () => undefined);
  try {
    await migrate(pool, migrations);
  } finally {
    await pool.end();
  }
  // A connection to it would make every clone fail.
  await runSql(server.adminUrl, `ALTER DATABASE ${server.template} WITH ALLOW_CONNECTIONS false`);
}

async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await runSql(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}

async function runSql(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function urlOf(server: TestServer, database: string): string {
  const url = new URL(server.adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

function shortId(): string {
  return randomUUID().replaceAll('-', '').slice(0, 12);
}
