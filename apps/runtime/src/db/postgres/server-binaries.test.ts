import { chmod, mkdir, mkdtemp, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BinariesPackage, reachableBinaries } from './server-binaries.ts';

const stranger = { uid: 54_321, gid: 54_321 };
let top = '';
let cache = '';
let installed: BinariesPackage = { folder: '', version: '1.2.3' };

beforeEach(async () => {
  top = await mkdtemp(path.join(tmpdir(), 'baton-binaries-'));
  cache = path.join(top, 'cache');
  installed = { folder: path.join(top, 'package'), version: '1.2.3' };
  const native = path.join(installed.folder, 'native');
  await mkdir(path.join(native, 'bin'), { recursive: true });
  await mkdir(path.join(native, 'lib'));
  await writeFile(path.join(native, 'bin', 'postgres'), 'the program');
  await writeFile(path.join(native, 'lib', 'libpq.so.5.18'), 'the library');
  await writeFile(
    path.join(native, 'pg-symlinks.json'),
    JSON.stringify([{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]),
  );
  // What a package manager leaves on a machine with a strict umask.
  for (const name of ['bin', 'lib', 'bin/postgres']) await chmod(path.join(native, name), 0o700);
});
afterEach(() => rm(top, { recursive: true, force: true }));

test('uses the package where it is, when no other account is involved', async () => {
  const binaries = await reachableBinaries(installed, undefined, cache);
  expect(binaries.postgres).toBe(path.join(installed.folder, 'native', 'bin', 'postgres'));
  await expect(stat(cache)).rejects.toThrow('ENOENT');
});

test('makes the links that an install without scripts left out, and keeps those there are', async () => {
  const link = path.join(installed.folder, 'native', 'lib', 'libpq.so.5');
  await reachableBinaries(installed, undefined, cache);
  expect(await readlink(link)).toBe('libpq.so.5.18');
  expect(await readFile(link, 'utf8')).toBe('the library');

  await rm(link);
  await symlink('elsewhere', link);
  await reachableBinaries(installed, undefined, cache);
  expect(await readlink(link)).toBe('elsewhere');
});

test('copies the package for an account that cannot reach it, open to everybody', async () => {
  const binaries = await reachableBinaries(installed, stranger, cache);
  expect(binaries.postgres).toBe(path.join(cache, 'postgres-1.2.3', 'bin', 'postgres'));
  expect(await readFile(binaries.postgres, 'utf8')).toBe('the program');
  const lib = path.join(cache, 'postgres-1.2.3', 'lib');
  expect(await readlink(path.join(lib, 'libpq.so.5'))).toBe('libpq.so.5.18');
  const modes = [binaries.postgres, lib, path.join(lib, 'libpq.so.5.18')].map(
    async (name) => (await stat(name)).mode & 0o777,
  );
  expect(await Promise.all(modes)).toEqual([0o755, 0o755, 0o644]);
});

test('copies once, also when several ask at the same time', async () => {
  await Promise.all([1, 2].map(() => reachableBinaries(installed, stranger, cache)));
  const copy = path.join(cache, 'postgres-1.2.3', 'bin', 'postgres');
  const { ino } = await stat(copy);
  await reachableBinaries(installed, stranger, cache);
  expect((await stat(copy)).ino).toBe(ino);
});
