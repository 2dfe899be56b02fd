import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

const MARK = '.pid';

/**
 * Takes one of a machine's places for an account; null where all are taken by living processes. What a killed process
 * has left is free again.
 */
export async function takeSlot(
  folder: string,
  account: string,
  limit: number,
): Promise<{ release(): Promise<void> } | null> {
  await mkdir(folder, { recursive: true });
  const own = path.join(folder, `${account}${MARK}`);
  const others = (await readdir(folder)).filter((name) => name.endsWith(MARK) && name !== path.basename(own));
  const living = await Promise.all(others.map((name) => isLiving(path.join(folder, name))));
  if (living.filter(Boolean).length >= limit) return null;
  await writeFile(own, String(process.pid));
  return { release: () => rm(own, { force: true }) };
}

async function isLiving(file: string): Promise<boolean> {
  const pid = Number(await readFile(file, 'utf8').catch(() => ''));
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
