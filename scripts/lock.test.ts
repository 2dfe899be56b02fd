import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withLock } from './lock.mjs';
import { stateDir } from './paths.mjs';

const lockName = () => `test-${randomUUID()}`;
const fileOf = (name: string) => join(stateDir, `${name}.lock`);

test('work under the same lock takes turns', async () => {
  const name = lockName();
  let inside = 0;
  let most = 0;
  const work = () =>
    withLock(name, async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((done) => setTimeout(done, 30));
      inside -= 1;
    });
  await Promise.all([work(), work(), work()]);
  expect(most).toBe(1);
});

test('a lock is free again when the work fails', async () => {
  const name = lockName();
  await expect(withLock(name, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(fileOf(name))).toBe(false);
});

test("a dead process's lock is taken over", async () => {
  const name = lockName();
  const { pid } = spawnSync(process.execPath, ['--version']);
  mkdirSync(stateDir, { recursive: true });
  writeFileSync(fileOf(name), String(pid));
  expect(await withLock(name, async () => 'mine')).toBe('mine');
});

test("a lock nobody has touched for long is taken over, whoever has its holder's number now", async () => {
  const name = lockName();
  mkdirSync(stateDir, { recursive: true });
  writeFileSync(fileOf(name), String(process.pid));
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(fileOf(name), longAgo, longAgo);
  expect(await withLock(name, async () => 'mine')).toBe('mine');
});
