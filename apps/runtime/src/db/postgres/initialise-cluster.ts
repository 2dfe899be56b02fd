import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { StartupError } from '../../startup-error.ts';
import { type ClusterFolder, nameFromInside } from './cluster-folder.ts';
import type { ServerBinaries } from './server-binaries.ts';
import type { Account } from './unprivileged-account.ts';

export const SUPERUSER = 'baton';

/**
 * Makes the data folder unless it is there, and returns the superuser's password. The work happens
 * in a folder beside it that is renamed at the end: one that was interrupted is never taken for done.
 */
export async function initialiseCluster(
  folder: ClusterFolder,
  binaries: ServerBinaries,
  account: Account | undefined,
): Promise<string> {
  if (existsSync(folder.cluster)) return readPassword(folder);

  const unfinished = `${folder.cluster}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  const password = randomBytes(24).toString('base64url');
  await rm(folder.passwordFile, { force: true });
  await writeFile(folder.passwordFile, password, { mode: 0o600 });
  if (account) {
    for (const owned of [folder.root, unfinished, folder.passwordFile]) await chown(owned, account.uid, account.gid);
  }
  try {
    await promisify(execFile)(binaries.initdb, initdbArguments(nameFromInside(unfinished, account)), {
      cwd: unfinished,
      env: { ...process.env, LC_ALL: 'C' },
      ...account,
    });
  } catch (cause) {
    await rm(unfinished, { recursive: true, force: true });
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartupError(`PostgreSQL's data folder could not be made in ${folder.root}: ${reason}`, {
      cause,
    });
  }
  await rename(unfinished, folder.cluster);
  return password;
}

function initdbArguments(cluster: string): string[] {
  return [
    ['--pgdata', cluster],
    ['--username', SUPERUSER],
    ['--auth', 'scram-sha-256'],
    ['--pwfile', '../password'],
    ['--encoding', 'UTF8'],
    // PostgreSQL's own Unicode rules: the same on every system, whatever locales it has.
    ['--locale', 'C'],
    ['--locale-provider', 'builtin'],
    ['--builtin-locale', 'C.UTF-8'],
  ].map(([name, value]) => `${name}=${value}`);
}

async function readPassword(folder: ClusterFolder): Promise<string> {
  try {
    return (await readFile(folder.passwordFile, 'utf8')).trim();
  } catch (cause) {
    throw new StartupError(
      `The password of the database in ${folder.root} can't be read (${folder.passwordFile}). ` +
        'Start Baton as the user who started it first, or restore that file from your backup.',
      { cause },
    );
  }
}
