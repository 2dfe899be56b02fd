import { closeSync, writeSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openServerLog, tailOfServerLog } from './server-log.ts';

let file = '';
beforeEach(async () => {
  file = path.join(await mkdtemp(path.join(tmpdir(), 'baton-log-')), 'server.log');
});
afterEach(() => rm(path.dirname(file), { recursive: true, force: true }));

function append(text: string): void {
  const log = openServerLog(file);
  writeSync(log, text);
  closeSync(log);
}

test('appends, readable by its owner only', async () => {
  append('one\n');
  append('two\n');
  expect(await readFile(file, 'utf8')).toBe('one\ntwo\n');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('a large log makes room, and the last one is kept', async () => {
  await writeFile(file, 'x'.repeat(6 * 1024 * 1024));
  append('new\n');
  expect(await readFile(file, 'utf8')).toBe('new\n');
  expect((await stat(`${file}.1`)).size).toBe(6 * 1024 * 1024);
});

test('the tail holds what was written after a point, and not too much of it', async () => {
  expect(tailOfServerLog(file)).toBe('');
  append('before\n');
  append(`${'x'.repeat(5000)}\nlast words\n`);
  expect(tailOfServerLog(file, 'before\n'.length + 5001)).toBe('last words');
  expect(tailOfServerLog(file)).toMatch(/^x{1000,2000}\nlast words$/);
});
