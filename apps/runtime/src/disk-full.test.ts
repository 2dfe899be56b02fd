import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { closeSockets, openVisitor } from './sockets/testing/browsers.ts';
import { mayMount } from './testing/may-mount.ts';
import { startProcess } from './testing/start-process.ts';
import { errorOf, TestClient } from './testing/test-client.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'baton-full-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(closeSockets);

const owner = { BATON_OWNER_EMAIL: 'owner@example.com', BATON_OWNER_PASSWORD: 'correct horse battery' };
/** Enough for a database that has just been made. */
const SIZE = '300m';
/** Until the pages and the log that are there already have no room left. */
const MESSAGES = 25;

/** Writes a file until there is no room left. */
async function fill(file: string): Promise<void> {
  const handle = await open(file, 'w');
  try {
    for (const size of [1024 * 1024, 4096]) {
      const zeros = Buffer.alloc(size);
      while (
        await handle.write(zeros).then(
          ({ bytesWritten }) => bytesWritten === size,
          () => false,
        )
      );
    }
  } finally {
    await handle.close();
  }
}

test.skipIf(!mayMount(folder))(
  'a disk that fills up: 503 and a hint, nothing lost, and on by itself once there is room',
  async () => {
    await mkdir(path.join(folder, 'data'), { recursive: true });
    const dataDir = path.join(folder, 'data');
    const mount = `mount -t tmpfs -o size=${SIZE} tmpfs ${folder}`;
    const runtime = await startProcess({ ...owner, DATA_DIR: dataDir }, [
      'unshare',
      '--mount',
      'sh',
      '-c',
      `${mount} && exec "$0" "$@"`,
    ]);
    const browser = new TestClient(await runtime.ready());
    const [, channelId = ''] = /data-channel="([^"]+)"/.exec((await browser.get('/demo')).text) ?? [];
    const visitor = await openVisitor(browser, channelId);
    expect((await visitor.post('start', { commandId: randomUUID() })).status).toBe(200);

    // As the process sees it.
    const filler = path.join(`/proc/${runtime.child.pid}/root`, folder, 'filler');
    await fill(filler);
    const acknowledged: string[] = [];
    let refused = '';
    let clientId = '';
    while (refused === '' && acknowledged.length < MESSAGES) {
      const text = randomBytes(1_900).toString('hex');
      clientId = randomUUID();
      const answer = await visitor.send(text, clientId);
      if (answer.status === 200) acknowledged.push(text);
      else {
        refused = text;
        expect(errorOf(answer)).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      }
    }
    expect(refused, runtime.output()).not.toBe('');

    await rm(filler);
    await vi.waitFor(async () => expect((await visitor.send(refused, clientId)).status).toBe(200), {
      timeout: 40_000,
      interval: 1_000,
    });
    const transcript = (await visitor.get('sync')).text;
    for (const text of [...acknowledged, refused]) expect(transcript.split(text)).toHaveLength(2);
  },
  120_000,
);
