import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestPostgres, type TestPostgres } from '../apps/runtime/src/db/testing/test-postgres.ts';
import { missingMigration } from './migrations/missing-migration.ts';
import { newMigration } from './migrations/new-migration.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'baton-new-migration-'));
const folders = { schema: path.join(folder, 'schema.prisma'), migrations: path.join(folder, 'migrations') };
let server: TestPostgres;

beforeAll(async () => {
  server = await startTestPostgres();
  // The command starts a server each time unless it is given one.
  vi.stubEnv('TEST_DATABASE_URL', server.adminUrl);
}, 60_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function writeSchema(nameType: string): Promise<void> {
  await writeFile(
    folders.schema,
    `datasource db {
       provider = "postgresql"
     }
     model Guest {
       id   String @id
       name ${nameType}
     }\n`,
  );
}

/** Carries out a command line and returns its exit code with all it printed. */
async function run(...args: string[]): Promise<{ exitCode: number; printed: string }> {
  let printed = '';
  const capture = (text: string | Uint8Array) => {
    printed += String(text);
    return true;
  };
  const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockImplementation(capture));
  try {
    return { exitCode: await newMigration(args, folders), printed };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

test("the repository's migrations make exactly its schema", async () => {
  const prisma = path.resolve(import.meta.dirname, '..', 'prisma');
  const repository = { schema: path.join(prisma, 'schema.prisma'), migrations: path.join(prisma, 'migrations') };
  expect(await missingMigration(repository)).toBeUndefined();
});

test('writes what is missing, until schema and migrations agree', async () => {
  await writeSchema('String');
  const before = await run('--check');
  expect(before.exitCode).toBe(1);
  expect(before.printed).toContain('CREATE TABLE "Guest"');
  expect(await readdir(folders.migrations)).toEqual([]);

  expect(await run('init')).toMatchObject({ exitCode: 0 });
  const [first, ...others] = await readdir(folders.migrations);
  expect(first).toMatch(/^\d{14}_init$/);
  expect(others).toEqual(['migration_lock.toml']);
  expect(await run('again')).toMatchObject({ exitCode: 1, printed: expect.stringContaining('nothing to write') });

  await writeSchema('String?');
  expect(await run('name-may-be-missing')).toMatchObject({ exitCode: 0 });
  const second = (await readdir(folders.migrations)).find((name) => name.endsWith('_name-may-be-missing'));
  expect(await readFile(path.join(folders.migrations, second ?? '', 'migration.sql'), 'utf8')).toContain(
    'ALTER TABLE "Guest" ALTER COLUMN "name" DROP NOT NULL',
  );
  expect(await run('--check')).toMatchObject({ exitCode: 0 });
});

test('a schema with a mistake in it is an error, not a difference', async () => {
  await writeSchema('Sting');
  await expect(run('--check')).rejects.toThrow('Type "Sting" is neither a built-in type');
});

test.each([[[]], [['two', 'words']], [['Not A Name']], [['../elsewhere']]])('refuses %j', async (args) => {
  expect(await run(...args)).toMatchObject({ exitCode: 2, printed: expect.stringContaining('Usage:') });
});
