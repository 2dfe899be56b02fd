import { readdir, readFile } from 'node:fs/promises';

/**
 * The memory of every process below one, in MB, and how many they are. Pages that several of them share count once:
 * the sum of what Linux calls the proportional set size.
 */
export async function memoryBelow(root: number): Promise<{ readonly mb: number; readonly processes: number }> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map(await Promise.all(pids.map(async (pid) => [pid, await parentOf(pid)] as const)));
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && parent !== 0 && (parent === root || isBelow(parent));
  };
  const sizes = await Promise.all(pids.filter(isBelow).map(proportionalKb));
  return { mb: sizes.reduce((sum, kb) => sum + kb, 0) / 1024, processes: sizes.filter((kb) => kb > 0).length };
}

async function parentOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return Number(/\) \w (\d+)/.exec(stat)?.[1] ?? 0);
}

async function proportionalKb(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0);
}
