import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder, ownerOf } from './owner-lock.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'baton-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Another process that owns the folder until it is killed. */
async function ownerProcess() {
  const module = path.resolve(import.meta.dirname, 'owner-lock.ts');
  const script = `
    const { lockFolder } = await import(${JSON.stringify(module)});
    await lockFolder(${JSON.stringify(folder)});
    process.stdout.write('owner');
    setInterval(() => {}, 60_000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

test('a folder has one owner, and is free again once that one released it', async () => {
  const lock = await lockFolder(folder);
  expect(await ownerOf(folder)).toBe(process.pid);
  await expect(lockFolder(folder)).rejects.toThrow('is already in use by this process itself');
  await lock.release();
  expect(await ownerOf(folder)).toBeUndefined();
  await (await lockFolder(folder)).release();
});

test('another process is refused by name, and a killed one leaves the folder free', async () => {
  const owner = await ownerProcess();
  await expect(lockFolder(folder)).rejects.toThrow(
    `is already in use by process ${owner.pid}. Stop that one first, or start this one with another DATA_DIR.`,
  );
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  await (await lockFolder(folder)).release();
  expect(await readdir(path.join(folder, 'owners'))).toEqual([]);
});

test('a process that was given the id of a killed owner is not taken for it', async () => {
  await mkdir(path.join(folder, 'owners'));
  await writeFile(path.join(folder, 'owners', `${process.pid}.0123456789abcdef.left-by-the-dead`), '');
  await (await lockFolder(folder)).release();
});

test('of several at once exactly one becomes the owner', async () => {
  const attempts = await Promise.allSettled(Array.from({ length: 4 }, () => lockFolder(folder)));
  expect(attempts.filter((attempt) => attempt.status === 'fulfilled')).toHaveLength(1);
});
