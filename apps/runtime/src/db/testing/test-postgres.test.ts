import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, inject, test, vi } from 'vitest';
import { clusterFolder } from '../postgres/cluster-folder.ts';
import { readPostmasterFile } from '../postgres/postmaster-file.ts';
import { isAlive } from '../postgres/process-identity.ts';
import { createTestDatabase } from './create-test-database.ts';
import { removeAbandonedServers, TEST_SERVER_PREFIX } from './remove-abandoned-servers.ts';
import { cloneTemplate } from './test-postgres.ts';

const { pool } = await createTestDatabase();

test('a database of its own, with every migration applied', async () => {
  const folder = path.resolve(import.meta.dirname, '../../../../../prisma/migrations');
  const names = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const result = await pool.query('SELECT migration_name FROM _prisma_migrations ORDER BY 1');
  expect(result.rows.map((row) => row.migration_name)).toEqual(names.map((entry) => entry.name).sort());
});

test('clones are made at once, apart from each other, and dropped', async () => {
  const clones = await Promise.all([1, 2, 3].map(() => cloneTemplate(inject('testServer'))));
  const names = clones.map((clone) => new URL(clone.url).pathname.slice(1));
  const count = async () => (await pool.query('SELECT 1 FROM pg_database WHERE datname = ANY($1)', [names])).rowCount;
  expect(await count()).toBe(3);
  await Promise.all(clones.map((clone) => clone.drop()));
  expect(await count()).toBe(0);
});

test('a killed run leaves a server behind, which the next run ends and removes', async () => {
  const parent = await mkdtemp(path.join(tmpdir(), 'baton-abandoned-'));
  const dataDir = path.join(parent, `${TEST_SERVER_PREFIX}killed`);
  try {
    const launcher = path.resolve(import.meta.dirname, '../postgres/start-embedded-postgres.ts');
    const script = `
      const { startEmbeddedPostgres } = await import(${JSON.stringify(launcher)});
      await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: { info() {}, warn() {} } });
      process.kill(process.pid, 'SIGKILL');`;
    await once(spawn(process.execPath, ['--input-type=module', '-e', script]), 'exit');
    const server = await readPostmasterFile(clusterFolder(dataDir).cluster);
    expect(server && isAlive(server.pid)).toBe(true);

    await removeAbandonedServers(parent);
    expect(existsSync(dataDir), 'a young folder may belong to a run that is just starting').toBe(true);
    await removeAbandonedServers(parent, 0);
    await vi.waitFor(() => expect(server && isAlive(server.pid)).toBe(false), 10_000);
    await vi.waitFor(async () => {
      await removeAbandonedServers(parent, 0);
      expect(existsSync(dataDir)).toBe(false);
    }, 10_000);
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
});
