import { EventEmitter } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { OutboundMessage } from '../../channel-adapter.ts';
import { makeConnection } from '../../testing/make-connection.ts';
import type { ToWorker } from './protocol.ts';
import { superviseWorker } from './supervise-worker.ts';
import { createWebAdapter } from './web-adapter.ts';

// How long things wait, by a clock that the test drives; the account's process is played.

/** Every process that was started. */
const processes: PlayedProcess[] = [];
vi.mock('node:child_process', () => ({
  fork() {
    const started = new PlayedProcess();
    processes.push(started);
    return started;
  },
}));

class PlayedProcess extends EventEmitter {
  readonly connected = true;
  readonly sent: string[] = [];

  /** Does at once what it is asked to. */
  send(command: ToWorker): void {
    if (command.op === 'text') this.sent.push(command.text);
    this.emit('message', { t: 'done', n: command.n, value: `id${command.n}` });
  }

  say(news: object): void {
    this.emit('message', news);
  }

  kill(): void {
    this.emit('exit');
  }
}

const ready = { t: 'ready', id: '15550000000', name: 'Salon' };
const closings: (() => Promise<void>)[] = [];
let folder: string;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  folder = await mkdtemp(path.join(tmpdir(), 'baton-whatsapp-'));
});
afterEach(async () => {
  await Promise.all(closings.splice(0).map((close) => close()));
  processes.length = 0;
  vi.useRealTimers();
  await rm(folder, { recursive: true, force: true });
});

describe('an account’s process that ends is started again', () => {
  const FIRST_MS = 1_000;

  function supervise() {
    const closing = new AbortController();
    const times = { probeMs: 1, nudgeMs: 1, answerMs: 1, ackMs: 1 };
    const options = { ...times, folder, chromium: '', args: [], phone: null };
    const rest = { onNews: () => undefined, onGone: () => undefined, firstRetryMs: FIRST_MS };
    const { ended } = superviseWorker({ options, signal: closing.signal, ...rest });
    closings.push(async () => {
      closing.abort();
      await ended;
    });
  }

  /** Ends the newest process, and answers how many milliseconds later there is another. */
  async function pauseAfterEnd(): Promise<number> {
    const [before, from] = [processes.length, Date.now()];
    processes.at(-1)?.kill();
    // What follows the end of a process, up to its pause.
    await vi.advanceTimersByTimeAsync(0);
    if (processes.length === before) await vi.advanceTimersToNextTimerAsync();
    expect(processes).toHaveLength(before + 1);
    return Date.now() - from;
  }

  test('after a pause that doubles, up to a minute', async () => {
    supervise();
    const pauses: number[] = [];
    for (let end = 0; end < 8; end += 1) pauses.push(await pauseAfterEnd());
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  });

  test('after the first pause again, once one was ready', async () => {
    supervise();
    expect([await pauseAfterEnd(), await pauseAfterEnd()]).toEqual([1_000, 2_000]);
    processes.at(-1)?.say(ready);
    expect([await pauseAfterEnd(), await pauseAfterEnd()]).toEqual([1_000, 2_000]);
  });
});

describe('WhatsApp Web sends no faster than a person', () => {
  async function connected() {
    const browser = { folder, program: process.execPath, limit: 1, args: [] };
    const adapter = createWebAdapter(makeConnection({ way: 'web', browser }), null);
    closings.push(() => adapter.close());
    const { promise, resolve } = Promise.withResolvers<void>();
    await adapter.connect(
      async () => undefined,
      ({ state }) => state === 'connected' && resolve(),
    );
    await vi.waitUntil(() => processes.length === 1);
    processes[0]?.say(ready);
    await promise;
    const now = Date.now();
    const send = (address: string, seq: number) => {
      const content = { kind: 'text' as const, text: `${seq}` };
      const message: OutboundMessage = {
        key: `c1:${seq}`,
        conversationId: 'c1',
        seq,
        content,
        sender: { kind: 'bot' },
      };
      return adapter.send(address, message).then(() => Date.now() - now);
    };
    return send;
  }

  async function allSent(sending: readonly Promise<number>[]): Promise<number[]> {
    await vi.runAllTimersAsync();
    return Promise.all(sending);
  }

  test('to one customer: three at once, then one in two seconds', async () => {
    const send = await connected();
    const sending = [1, 2, 3, 4, 5].map((seq) => send('phone:15551230000', seq));
    await vi.advanceTimersByTimeAsync(1_999);
    expect(processes[0]?.sent).toEqual(['1', '2', '3']);
    expect(await allSent(sending)).toEqual([0, 0, 0, 2_000, 4_000]);
    expect(processes[0]?.sent).toHaveLength(5);
  });

  test('to all of them: six at once, then one a second', async () => {
    const send = await connected();
    const sending = Array.from({ length: 8 }, (_, seq) => send(`phone:1555123000${seq}`, seq));
    await vi.advanceTimersByTimeAsync(999);
    expect(processes[0]?.sent).toHaveLength(6);
    expect(await allSent(sending)).toEqual([0, 0, 0, 0, 0, 0, 1_000, 2_000]);
  });
});
