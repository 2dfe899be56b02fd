import { type ChildProcess, spawn } from 'node:child_process';
import { afterEach, expect, test, vi } from 'vitest';
import { type Keeper, keepRunning } from './keep-running.ts';

const children: ChildProcess[] = [];
let keeper: Keeper | undefined;
afterEach(async () => {
  await keeper?.stop();
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** A process that does nothing, in a server's place. */
function stub(): number {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 60_000)'], { stdio: 'ignore' });
  children.push(child);
  if (child.pid === undefined) throw new Error('No process was started');
  return child.pid;
}

function keep(restart: () => Promise<number>) {
  const onGivenUp = vi.fn<(reason: string) => void>();
  const pid = stub();
  const log = { info: () => undefined, warn: () => undefined };
  keeper = keepRunning({ pid, log, logFile: 'server.log', restart, onGivenUp, pauseMs: () => 1 });
  return { pid, onGivenUp, keeper };
}

test('a server that has ended is started again, however often that fails at first', async () => {
  let attempts = 0;
  const kept = keep(async () => {
    attempts += 1;
    if (attempts < 4) throw new Error('the old one still holds its memory');
    return stub();
  });
  process.kill(kept.pid, 'SIGKILL');
  await vi.waitFor(() => expect(kept.keeper.pid()).not.toBe(kept.pid), 5_000);
  expect(attempts).toBe(4);
  expect(kept.onGivenUp).not.toHaveBeenCalled();
});

test('one that does not start any more is given up once, with the reason', async () => {
  const restart = vi.fn(async () => Promise.reject(new Error('the disk is gone')));
  const kept = keep(restart);
  process.kill(kept.pid, 'SIGKILL');
  await vi.waitFor(() => expect(kept.onGivenUp).toHaveBeenCalledTimes(1), 5_000);
  expect(kept.onGivenUp.mock.calls[0]?.[0]).toMatch(
    /did not start again in 7 attempts \(the disk is gone\).*server\.log/,
  );
  expect(restart).toHaveBeenCalledTimes(7);
});

test('one that keeps ending is given up', async () => {
  const kept = keep(async () => stub());
  for (let ends = 1; ends <= 6; ends += 1) {
    const pid = kept.keeper.pid();
    process.kill(pid, 'SIGKILL');
    if (ends <= 5) await vi.waitFor(() => expect(kept.keeper.pid()).not.toBe(pid), 5_000);
  }
  await vi.waitFor(() => expect(kept.onGivenUp).toHaveBeenCalledTimes(1), 5_000);
  expect(kept.onGivenUp.mock.calls[0]?.[0]).toContain('keeps ending: 6 times within 5 minutes');
});

test('a stop waits for a start that is under way, and nothing is started after it', async () => {
  let finish = (_pid: number) => {};
  const restart = vi.fn(() => new Promise<number>((resolve) => (finish = resolve)));
  const kept = keep(restart);
  process.kill(kept.pid, 'SIGKILL');
  await vi.waitFor(() => expect(restart).toHaveBeenCalledTimes(1), 5_000);
  const stopped = kept.keeper.stop();
  const late = stub();
  finish(late);
  await stopped;
  // Whoever stops the server stops the one that has come up meanwhile.
  expect(kept.keeper.pid()).toBe(late);
});
