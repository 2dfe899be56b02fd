// Child processes that never outlive this one: signals are passed on, groups are swept.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { isWindows, pinnedNode, projectEnv, root, toolScript } from './paths.mjs';

const GRACE_MS = 20_000;
const running = new Set();
let stopSignal;

/** Thrown instead of starting or awaiting something once we were told to stop. */
export class Interrupted extends Error {
  constructor(signal) {
    super(`stopped by ${signal}`);
    this.exitCode = exitCodeOf(null, signal);
  }
}

/** Passes the first stop signal to every child; what is still there after a grace period is killed. */
export function forwardSignals() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      stopSignal ??= signal;
      stopRunning(signal);
    });
  }
}

/** Ends whatever still runs, and answers when nothing does. Who was told to stop is left to do so. */
export async function stopAll() {
  if (!stopSignal) stopRunning('SIGTERM');
  await Promise.allSettled([...running].map((job) => job.gone));
}

function stopRunning(signal) {
  for (const job of running) job.signal(signal);
  setTimeout(() => {
    for (const job of running) signalGroup(job.child, 'SIGKILL');
  }, GRACE_MS).unref();
}

/** Runs one of the project's tools; see `run`. */
export function runTool(name, args, options) {
  return run(pinnedNode, [toolScript(name), ...args], options);
}

/** Runs a script of the project on the pinned Node; see `run`. */
export function runNode(args, options) {
  return run(pinnedNode, args, options);
}

/**
 * Runs a command to its end and answers `{ code, output }`; `output` is empty unless `quiet`.
 * - `quiet` keeps the output instead of showing it.
 * - `prefix` shows every line behind a label.
 * - `leaderOnly` sends stop signals to the process alone, for one that winds up its own children.
 */
export async function run(command, args, options = {}) {
  if (stopSignal) throw new Interrupted(stopSignal);
  const { quiet = false, prefix, leaderOnly = false, env = {}, shell = false } = options;
  const piped = quiet || prefix !== undefined;
  // A group of its own: Ctrl-C in a terminal reaches this process only, and is passed on exactly once.
  const child = spawn(command, args, {
    cwd: root,
    env: projectEnv(env),
    stdio: ['ignore', piped ? 'pipe' : 'inherit', piped ? 'pipe' : 'inherit'],
    detached: !isWindows,
    shell,
  });
  const gone = ended(child, piped);
  const job = { child, gone, signal: (signal) => (leaderOnly ? child.kill(signal) : signalGroup(child, signal)) };
  running.add(job);
  const collected = [];
  if (quiet) for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => collected.push(chunk));
  if (!quiet && prefix !== undefined) for (const stream of [child.stdout, child.stderr]) showLines(stream, prefix);
  try {
    const code = await gone;
    if (stopSignal && !leaderOnly) throw new Interrupted(stopSignal);
    return { code, output: Buffer.concat(collected).toString('utf8') };
  } finally {
    running.delete(job);
    signalGroup(child, 'SIGTERM');
  }
}

function ended(child, piped) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    // 'close' waits for the output's last line; without pipes 'exit' is all there is.
    child.on(piped ? 'close' : 'exit', (code, signal) => resolve(exitCodeOf(code, signal)));
  });
}

/** The shell's convention: a process ended by a signal has 128 + its number. */
function exitCodeOf(code, signal) {
  return code ?? 128 + (constants.signals[signal] ?? 1);
}

function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (isWindows) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    // ESRCH: the whole group is gone already, which is what we want.
    if (error.code !== 'ESRCH') throw error;
  }
}

function showLines(stream, prefix) {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) process.stdout.write(`${prefix} ${line}\n`);
  });
  stream.on('end', () => rest && process.stdout.write(`${prefix} ${rest}\n`));
}
