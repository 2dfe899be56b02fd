import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPostgres, type TestPostgres } from '../apps/runtime/src/db/testing/test-postgres.ts';
import { type PrismaResult, runPrisma } from './migrations/run-prisma.ts';

// A wrong engine fails silently: with `true` in its place, `migrate deploy` does nothing and succeeds.
// So these tests look at what is in the database afterwards, not at what the CLI says.

const SCHEMA = `
generator client {
  provider = "prisma-client"
  output   = "./generated"
}
datasource db {
  provider = "postgresql"
}
model Guest {
  workspaceId String
  id          String
  name        String  @db.VarChar(80)
  mood        Mood    @default(GOOD)
  tags        String[]
  @@id([workspaceId, id])
  @@index([workspaceId, name(sort: Desc)])
}
enum Mood {
  GOOD
  BAD
}
`;
/** More than one statement, with semicolons where a script must not be cut. */
const TRICKY_SQL = `
CREATE TABLE "Note" (text TEXT DEFAULT 'a;b');
CREATE FUNCTION shout(word TEXT) RETURNS TEXT LANGUAGE plpgsql AS $$
BEGIN
  -- not; here
  RETURN upper(word);
END $$;
`;

const folder = await mkdtemp(path.join(tmpdir(), 'baton-engine-'));
const schemaFile = path.join(folder, 'schema.prisma');
let server: TestPostgres;

beforeAll(async () => {
  const config = {
    schema: schemaFile,
    migrations: { path: path.join(folder, 'migrations') },
  };
  await mkdir(path.join(folder, 'migrations'));
  await writeFile(schemaFile, SCHEMA);
  await writeFile(
    path.join(folder, 'prisma.config.ts'),
    `export default { ...${JSON.stringify(config)}, datasource: { url: process.env.DATABASE_URL } }\n`,
  );
  server = await startTestPostgres(path.join(folder, 'migrations'));
}, 60_000);
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

function prisma(url: string, ...args: string[]): PrismaResult {
  const engine = path.join(import.meta.dirname, 'schema-engine.mjs');
  const env = { DATABASE_URL: url, PRISMA_SCHEMA_ENGINE_BINARY: engine };
  return runPrisma([...args, '--config', path.join(folder, 'prisma.config.ts')], { env });
}

/** The SQL from a database to the schema: empty when the database has it all. */
function diff(url: string): string {
  const result = prisma(url, 'migrate', 'diff', '--from-config-datasource', '--to-schema', schemaFile, '--script');
  expect(result).toMatchObject({ exitCode: 0 });
  return result.stdout;
}

async function addMigration(name: string, sql: string): Promise<void> {
  await mkdir(path.join(folder, 'migrations', name), { recursive: true });
  await writeFile(path.join(folder, 'migrations', 'migration_lock.toml'), 'provider = "postgresql"\n');
  await writeFile(path.join(folder, 'migrations', name, 'migration.sql'), sql);
}

test('generate writes the client', () => {
  expect(prisma('', 'generate')).toMatchObject({ exitCode: 0 });
  expect(existsSync(path.join(folder, 'generated', 'client.ts'))).toBe(true);
});

test('diff, deploy, status and shadow databases do what they say', async () => {
  const { url, query } = await server.createDatabase();
  const sql = diff(url);
  expect(sql).toContain('CREATE TABLE "Guest"');

  await addMigration('20260101000000_guest', sql);
  await addMigration('20260102000000_note', TRICKY_SQL);
  expect(prisma(url, 'migrate', 'status').exitCode).toBe(1);
  expect(prisma(url, 'migrate', 'deploy')).toMatchObject({ exitCode: 0 });
  expect(await query(`SELECT to_regclass('"Guest"') IS NOT NULL made, shout('a') word`)).toEqual([
    { made: true, word: 'A' },
  ]);
  expect(prisma(url, 'migrate', 'status').exitCode).toBe(0);
  // By these the runtime's own runner recognises what the CLI applied.
  const checksums = [sql, TRICKY_SQL].map((text) => ({ checksum: createHash('sha256').update(text).digest('hex') }));
  expect(await query('SELECT checksum FROM _prisma_migrations ORDER BY migration_name')).toEqual(checksums);
  await query(`INSERT INTO "Guest" VALUES ('w', 'g', 'Ada')`);

  // Replays the migrations in a shadow database, and must leave the main one and its rows alone.
  await writeFile(schemaFile, SCHEMA.replace('@db.VarChar(80)', '@db.VarChar(90)'));
  const replayed = prisma(
    url,
    'migrate',
    'diff',
    '--from-migrations',
    `${folder}/migrations`,
    '--to-schema',
    schemaFile,
    '--script',
  );
  await writeFile(schemaFile, SCHEMA);
  expect(replayed).toMatchObject({ exitCode: 0 });
  expect(replayed.stdout).toContain('ALTER COLUMN "name" SET DATA TYPE VARCHAR(90)');
  expect(await query('SELECT name FROM "Guest"')).toEqual([{ name: 'Ada' }]);
  const shadows = await query(`SELECT datname FROM pg_database WHERE datname LIKE 'prisma_migrate_shadow%'`);
  expect(shadows).toEqual([]);
});

test('the CLI finds done what the runtime applied', async () => {
  const another = await startTestPostgres(path.join(folder, 'migrations'));
  try {
    const { url, query } = await another.createDatabase();
    expect(await query('SELECT 1 FROM "Guest"')).toEqual([]);
    const deploy = prisma(url, 'migrate', 'deploy');
    expect(deploy).toMatchObject({ exitCode: 0 });
    expect(deploy.stdout).toContain('No pending migrations to apply');
  } finally {
    await another.stop();
  }
});

test('an unreachable database is reported', () => {
  const result = prisma('postgresql://baton:x@127.0.0.1:1/none', 'migrate', 'deploy');
  expect(result.exitCode).toBe(1);
  expect(result.stderr).toContain('P1001');
});
