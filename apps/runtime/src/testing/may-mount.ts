import { execFileSync } from 'node:child_process';

/** Whether a process may mount a disk of its own at `folder`, unseen by all others: containers often forbid it. */
export function mayMount(folder: string): boolean {
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
