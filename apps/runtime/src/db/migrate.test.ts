import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { createTestDatabase } from './testing/create-test-database.ts';

const { pool, url } = await createTestDatabase();
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'baton-migrate-'));
  // The template brings Baton's own tables; these tests need a database without any.
  await pool.query('DROP SCHEMA public CASCADE');
  await pool.query('CREATE SCHEMA public');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function writeMigration(name: string, sql: string): Promise<void> {
  await mkdir(path.join(folder, name), { recursive: true });
  await writeFile(path.join(folder, name, 'migration.sql'), sql);
}

async function tables(): Promise<string[]> {
  const result = await pool.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
  return result.rows.map((row) => String(row.tablename));
}

test('applies migrations in the order of their names, several statements each', async () => {
  await writeMigration('2_pet', 'CREATE TABLE pet (owner int REFERENCES owner); CREATE INDEX ON pet (owner);');
  await writeMigration('1_owner', 'CREATE TABLE owner (id int PRIMARY KEY);');
  await writeFile(path.join(folder, 'migration_lock.toml'), 'provider = "postgresql"\n');
  expect(await migrate(pool, folder)).toEqual(['1_owner', '2_pet']);
  expect(await tables()).toEqual(['_prisma_migrations', 'owner', 'pet']);
});

test('applies only what is new', async () => {
  await writeMigration('1_first', 'CREATE TABLE first (id int);');
  await migrate(pool, folder);
  expect(await migrate(pool, folder)).toEqual([]);
  await writeMigration('2_second', 'CREATE TABLE second (id int);');
  expect(await migrate(pool, folder)).toEqual(['2_second']);
});

test('refuses a migration that was changed after it had been applied', async () => {
  await writeMigration('1_first', 'CREATE TABLE first (id int);');
  await migrate(pool, folder);
  await writeMigration('1_first', 'CREATE TABLE first (id bigint);');
  await writeMigration('2_second', 'CREATE TABLE second (id int);');
  await expect(migrate(pool, folder)).rejects.toThrow('The migration 1_first was changed after it had been applied');
  expect(await tables()).not.toContain('second');
});

test('rolls a failed migration back, keeps those before it, and applies it once it is put right', async () => {
  await writeMigration('1_good', 'CREATE TABLE good (id int);');
  await writeMigration('2_bad', 'CREATE TABLE half (id int); SELECT * FROM nowhere;');
  await writeMigration('3_later', 'CREATE TABLE later (id int);');
  await expect(migrate(pool, folder)).rejects.toThrow(
    'The migration 2_bad failed and was rolled back: relation "nowhere" does not exist',
  );
  expect(await tables()).toEqual(['_prisma_migrations', 'good']);
  await writeMigration('2_bad', 'CREATE TABLE half (id int);');
  expect(await migrate(pool, folder)).toEqual(['2_bad', '3_later']);
});

test('stops at a migration that another tool has left unfinished', async () => {
  await writeMigration('1_first', 'CREATE TABLE first (id int);');
  await migrate(pool, folder);
  await pool.query('UPDATE _prisma_migrations SET finished_at = NULL');
  await expect(migrate(pool, folder)).rejects.toThrow('prisma migrate resolve --rolled-back 1_first');
});

test('names a migration without its file', async () => {
  await mkdir(path.join(folder, '1_empty'));
  await expect(migrate(pool, folder)).rejects.toThrow("The migration 1_empty can't be read");
});

test('two processes at once: one applies, the other finds it done', async () => {
  // Without the lock both would find the table missing and one of them would fail.
  await writeMigration('1_slow', 'SELECT pg_sleep(0.2); CREATE TABLE once (id int);');
  const other = new pg.Pool({ connectionString: url });
  try {
    const applied = await Promise.all([migrate(pool, folder), migrate(other, folder)]);
    expect(applied.flat()).toEqual(['1_slow']);
  } finally {
    await other.end();
  }
});
