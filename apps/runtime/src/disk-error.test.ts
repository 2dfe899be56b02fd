import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { diskError, explainDisk } from './disk-error.ts';
import { mayMount } from './testing/may-mount.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'baton-disk-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a folder that can’t be used is named, with the reason and what to do', async () => {
  const file = path.join(folder, 'a-file');
  await writeFile(file, '');
  const cause = await mkdir(path.join(file, 'inside'), { recursive: true }).catch((error: unknown) => error);
  expect((await diskError('DATA_DIR', file, cause)).message).toMatch(/^DATA_DIR \(.*a-file\) can't be used: ENOTDIR/);
});

test('what has another reason is left as it is', () => {
  const error = new Error('password authentication failed');
  expect(explainDisk('DATA_DIR', folder, error)).toBe(error);
});

describe.skipIf(!mayMount(folder))('a start', () => {
  /** What it prints with DATA_DIR on a disk of its own. */
  async function startOn(mount: string, env: Record<string, string> = {}): Promise<string> {
    const main = path.join(import.meta.dirname, 'main.ts');
    const child = spawn('unshare', ['--mount', 'sh', '-c', `${mount} && exec "$0" "$1"`, process.execPath, main], {
      env: { PATH: process.env.PATH ?? '', PORT: '0', LOG_LEVEL: 'error', DATA_DIR: path.join(folder, 'data'), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text) => {
        output += text;
      });
    }
    const [code] = await once(child, 'close');
    expect(code).toBe(1);
    return output.trim();
  }

  const full = /^The disk of DATA_DIR \(.*data\) is full: free some space, then start Baton again\.$/;

  test.each(['4k', '4m', '30m'])('on a disk of %s, full after a while, says so in one sentence', async (size) => {
    expect(await startOn(`mount -t tmpfs -o size=${size} tmpfs ${folder}`)).toMatch(full);
  });

  test('on a disk that is mounted read-only says so in one sentence', async () => {
    expect(await startOn(`mount -t tmpfs -o ro tmpfs ${folder}`)).toMatch(/^The disk of DATA_DIR .* read-only: .*\.$/);
  });
});
