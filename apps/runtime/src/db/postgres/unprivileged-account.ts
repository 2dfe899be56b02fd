import { readFileSync, statSync } from 'node:fs';
import { StartupError } from '../../startup-error.ts';

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const PREFERRED_NAMES = ['postgres', '_postgres', 'nobody'];

/**
 * The account the server runs under when Baton runs as root, which PostgreSQL refuses to. None is
 * created. Undefined for everybody else: the server then runs as the user who started Baton.
 */
export function unprivilegedAccount(clusterFolder: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  // PostgreSQL insists on owning its folder: what was made under one account stays with it.
  const owner = statSync(clusterFolder, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const account = findAccount(readFileSync('/etc/passwd', 'utf8'));
  if (account) return account;
  throw new StartupError(
    `PostgreSQL does not run as root, and this machine has none of the accounts ${PREFERRED_NAMES.join(', ')} to run it under. ` +
      'Start Baton as an ordinary user, or set DATABASE_URL.',
  );
}

/** Picks the account from the text of /etc/passwd. */
export function findAccount(passwd: string): Account | undefined {
  const accounts = new Map<string, Account>();
  for (const line of passwd.split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (!name || !uid || !gid) continue;
    if (Number(uid) !== 0) accounts.set(name, { uid: Number(uid), gid: Number(gid) });
  }
  const name = PREFERRED_NAMES.find((candidate) => accounts.has(candidate));
  return name === undefined ? undefined : accounts.get(name);
}
