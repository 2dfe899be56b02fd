// One installer and one builder at a time: two `npm start` in the same folder take turns.
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stateDir } from './paths.mjs';

const TOUCH_MS = 1_000;
/** Silent for longer, a holder is gone, whatever process has its number by now. */
const SILENT_MS = 15_000;

/** Runs `work` while no other process of this folder holds the lock; a dead holder's lock is taken over. */
export async function withLock(name, work) {
  const file = join(stateDir, `${name}.lock`);
  while (!acquired(file)) await sleep(200);
  const touching = setInterval(() => touch(file), TOUCH_MS);
  try {
    return await work();
  } finally {
    clearInterval(touching);
    rmSync(file, { force: true });
  }
}

function acquired(file) {
  // Linked into place, so that a lock never exists without its holder's number in it.
  const own = `${file}.${process.pid}`;
  mkdirSync(stateDir, { recursive: true });
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isAbandoned(file)) rmSync(file, { force: true });
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

function isAbandoned(file) {
  try {
    // Another process may have the number of a holder that was killed: a living one also touches its file.
    if (Date.now() - statSync(file).mtimeMs > SILENT_MS) return true;
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return false;
  } catch (error) {
    // ESRCH: no such process. ENOENT: it has just let go. EPERM: it is there, and somebody else's.
    return error.code === 'ESRCH';
  }
}

function touch(file) {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch (error) {
    // A fresh install replaces node_modules, the lock's folder included.
    if (error.code !== 'ENOENT') throw error;
  }
}
