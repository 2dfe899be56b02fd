import { createHash, randomInt, randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartupError } from '../../startup-error.ts';
import { isAlive, startMark } from './process-identity.ts';

export interface OwnerLock {
  release(): Promise<void>;
}

const ATTEMPTS = 5;

/**
 * Makes this process the owner of a folder, or throws naming the process that owns it.
 *
 * Each candidate adds a file of its own, then looks for others: of two at once at least one sees the
 * other, and both step back and try again after a random pause. The file's name says which process
 * wrote it and when that started, so what a killed owner left behind is recognised and can be
 * removed by anyone at any time: nobody else's file ever gets that name.
 */
export async function lockFolder(folder: string): Promise<OwnerLock> {
  const registry = path.join(folder, 'owners');
  await mkdir(registry, { recursive: true, mode: 0o700 });
  for (let attempt = 1; ; attempt += 1) {
    const entry = `${process.pid}.${markDigest(process.pid)}.${randomUUID()}`;
    const file = path.join(registry, entry);
    await writeFile(file, '', { flag: 'wx', mode: 0o600 });
    const other = await liveOwner(registry, entry);
    if (other === undefined) return { release: () => rm(file, { force: true }) };
    await rm(file, { force: true });
    if (attempt === ATTEMPTS) throw new StartupError(refusal(folder, other));
    await sleep(randomInt(20, 150));
  }
}

/** The process that owns a folder now, if one does. Cleans up after owners that were killed. */
export async function ownerOf(folder: string): Promise<number | undefined> {
  return liveOwner(path.join(folder, 'owners'));
}

async function liveOwner(registry: string, ownEntry?: string): Promise<number | undefined> {
  let live: number | undefined;
  for (const entry of await readdir(registry).catch(() => [])) {
    if (entry === ownEntry) continue;
    const [pidText, mark] = entry.split('.');
    const pid = Number(pidText);
    if (isAlive(pid) && markDigest(pid) === mark) live = pid;
    else await rm(path.join(registry, entry), { force: true });
  }
  return live;
}

function markDigest(pid: number): string {
  return createHash('sha256')
    .update(startMark(pid) ?? '')
    .digest('hex')
    .slice(0, 16);
}

function refusal(folder: string, pid: number): string {
  const who = pid === process.pid ? 'this process itself' : `process ${pid}`;
  return (
    `The database in ${folder} is already in use by ${who}. ` +
    'Stop that one first, or start this one with another DATA_DIR.'
  );
}
