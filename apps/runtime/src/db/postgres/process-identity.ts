import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';

/** Whether a process with this id runs. A zombie (dead, not yet reaped by its parent) does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs under another account.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return linuxStat(pid)?.state !== 'Z';
}

/**
 * A mark that tells two processes apart which had the same id one after the other: a container's
 * first process has the same id after every restart. Undefined where the system does not say.
 */
export function startMark(pid: number): string | undefined {
  if (process.platform === 'linux') {
    const stat = linuxStat(pid);
    const boot = readText('/proc/sys/kernel/random/boot_id');
    return stat && boot ? `${boot.trim()}/${stat.startTicks}` : undefined;
  }
  if (process.platform === 'darwin') return ps(pid, 'lstart=');
  return undefined;
}

/**
 * Whether a live process may be a PostgreSQL server of this folder. A server works inside its data
 * folder, which Linux shows exactly; elsewhere the program's name has to do.
 */
export function mayServeFolder(pid: number, folder: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === folder;
    } catch {
      return readText(`/proc/${pid}/comm`)?.trim() === 'postgres';
    }
  }
  if (process.platform === 'darwin') return ps(pid, 'comm=')?.includes('postgres') ?? true;
  return true;
}

function linuxStat(pid: number): { state: string; startTicks: string } | undefined {
  // "pid (name) state …": the name may hold spaces and brackets, so fields count from the last ')'.
  const stat = readText(`/proc/${pid}/stat`);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const state = fields?.[0];
  const startTicks = fields?.[19];
  return state !== undefined && startTicks !== undefined ? { state, startTicks } : undefined;
}

function ps(pid: number, column: string): string | undefined {
  try {
    const args = ['-o', column, '-p', String(pid)];
    return execFileSync('ps', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || undefined;
  } catch {
    return undefined;
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
