import { randomUUID } from 'node:crypto';
import pg from 'pg';

/**
 * A fresh database on the server at TEST_DATABASE_URL, for machines that the embedded PostgreSQL does not
 * run on. Undefined without that variable: each runtime then starts its own, as a user's does.
 */
export async function createTestDatabase() {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) return undefined;
  const name = `baton_e2e_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  await runSql(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => runSql(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function runSql(connectionString: string, sql: string) {
  const client = new pg.Client({ connectionString });
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end();
  }
}
