// One installer and one builder at a time: two `npm start` in the same folder take turns.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stateDir } from './paths.mjs';

/** Runs `work` while no other process of this folder holds the lock; a dead holder's lock is taken over. */
export async function withLock(name, work) {
  const file = join(stateDir, `${name}.lock`);
  mkdirSync(stateDir, { recursive: true });
  while (!acquired(file)) await sleep(200);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function acquired(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!holderIsAlive(file)) rmSync(file, { force: true });
    return false;
  }
}

function holderIsAlive(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    // The file is empty for a moment between its creation and the first write: somebody is there.
    if (!pid) return true;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
