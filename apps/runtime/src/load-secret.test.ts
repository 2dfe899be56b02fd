import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadSecret } from './load-secret.ts';

const given = 'g'.repeat(32);
let dataDir = '';
let warnings: string[] = [];
const log = { warn: (message: string) => warnings.push(message) };
const env = (changes: { secret?: string; databaseUrl?: string } = {}) => ({
  dataDir,
  secret: undefined,
  databaseUrl: undefined,
  ...changes,
});

beforeEach(async () => {
  dataDir = path.join(await mkdtemp(path.join(tmpdir(), 'baton-secret-')), 'data');
  warnings = [];
});
afterEach(() => rm(path.dirname(dataDir), { recursive: true, force: true }));

test('takes BATON_SECRET and keeps nothing', async () => {
  expect(await loadSecret(env({ secret: given, databaseUrl: 'postgresql://db/baton' }), log)).toBe(given);
  await expect(readdir(dataDir)).rejects.toThrow('ENOENT');
  expect(warnings).toEqual([]);
});

test('makes a secret once, which only this user can read', async () => {
  const first = await loadSecret(env(), log);
  expect(first.length).toBeGreaterThanOrEqual(32);
  expect(await loadSecret(env(), log)).toBe(first);
  expect((await stat(path.join(dataDir, 'secret'))).mode & 0o777).toBe(0o600);
  expect(await readdir(dataDir)).toEqual(['secret']);
  expect(warnings).toEqual([]);
});

test('several at once agree on one secret', async () => {
  const secrets = await Promise.all(Array.from({ length: 8 }, () => loadSecret(env(), log)));
  expect(new Set(secrets)).toEqual(new Set([await readFile(path.join(dataDir, 'secret'), 'utf8')]));
});

test('warns that processes which share a database need one secret', async () => {
  await loadSecret(env({ databaseUrl: 'postgresql://db/baton' }), log);
  expect(warnings).toEqual([expect.stringContaining('set the same BATON_SECRET for every process')]);
});

test('refuses a secret that was cut short', async () => {
  await loadSecret(env(), log);
  await writeFile(path.join(dataDir, 'secret'), 'short\n');
  await expect(loadSecret(env(), log)).rejects.toThrow('has 5 characters, but must have at least 32');
});
