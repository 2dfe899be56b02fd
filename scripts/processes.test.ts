import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const supervise = fileURLToPath(new URL('./testing/supervise.mjs', import.meta.url));
const forever = 'setInterval(() => {}, 1000);';
const withGrandchild = `
  const { spawn } = require('node:child_process');
  const grandchild = spawn(process.execPath, ['--eval', '${forever}']);
  console.log('pids ' + process.pid + ' ' + grandchild.pid);
  ${forever}`;
const countsSignals = `
  let count = 0;
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {
    count += 1;
    setTimeout(() => { console.log('signals ' + count); process.exit(0); }, 300);
  });
  console.log('pids ' + process.pid);
  ${forever}`;

function supervised(scripts: string | string[], options = {}) {
  // A group of its own, as a terminal gives every command: Ctrl-C goes to all of it.
  const child = spawn(process.execPath, [supervise, JSON.stringify(options), ...[scripts].flat()], { detached: true });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const printed = async (pattern: RegExp) => {
    await expect.poll(() => output, { timeout: 10_000 }).toMatch(pattern);
    return output;
  };
  return { child, printed, exited: once(child, 'exit').then(([code]) => code) };
}

async function pidsOf(printed: (pattern: RegExp) => Promise<string>) {
  const output = await printed(/pids [\d ]+\n/);
  return (/pids ([\d ]+)\n/.exec(output)?.[1] ?? '').split(' ').map(Number);
}

/** An orphan that has ended stays listed, as a zombie, until the machine's first process has noticed. */
function isAlive(pid: number) {
  const state = existsSync('/proc/self/stat') ? stateFromProc(pid) : stateFromPs(pid);
  return state !== '' && !state.startsWith('Z');
}

function stateFromProc(pid: number) {
  try {
    return /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? '';
  } catch {
    return '';
  }
}

function stateFromPs(pid: number) {
  return spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
}

test('a stop signal ends the child and its children, and shows in the exit code', async () => {
  const { child, printed, exited } = supervised(withGrandchild);
  const pids = await pidsOf(printed);
  expect(pids.map(isAlive)).toEqual([true, true]);
  child.kill('SIGTERM');
  expect(await exited).toBe(143);
  await expect.poll(() => pids.map(isAlive)).toEqual([false, false]);
});

test('a child that ends leaves none of its own behind', async () => {
  const { printed, exited } = supervised(`${withGrandchild}; setTimeout(() => process.exit(7), 500)`);
  const pids = await pidsOf(printed);
  expect(await exited).toBe(7);
  await expect.poll(() => pids.map(isAlive)).toEqual([false, false]);
});

test('Ctrl-C reaches a child that winds itself up once, and its exit code is passed on', async () => {
  const { child, printed, exited } = supervised(countsSignals, { leaderOnly: true });
  await pidsOf(printed);
  if (child.pid === undefined) throw new Error('not started');
  process.kill(-child.pid, 'SIGINT');
  expect(await exited).toBe(0);
  expect(await printed(/signals/)).toContain('signals 1\n');
});

test('a child that takes its time to wind up is not told again when the others have gone', async () => {
  const { child, printed, exited } = supervised([countsSignals, forever], { leaderOnly: true });
  await pidsOf(printed);
  child.kill('SIGTERM');
  await exited;
  expect(await printed(/signals/)).toContain('signals 1\n');
});

test('a child that is killed shows as 128 and the signal', async () => {
  const { printed, exited } = supervised(`console.log('pids ' + process.pid); ${forever}`);
  const [pid] = await pidsOf(printed);
  if (pid === undefined) throw new Error('no pid');
  process.kill(pid, 'SIGKILL');
  expect(await exited).toBe(137);
});
