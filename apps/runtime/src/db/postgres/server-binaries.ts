import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { access, chmod, cp, lstat, mkdir, readdir, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { diskError } from '../../disk-error.ts';
import { StartupError } from '../../startup-error.ts';
import { type Machine, platformPackage } from './platform-package.ts';
import type { Account } from './unprivileged-account.ts';

export interface ServerBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

/** Root's own cache: an unprivileged account can read it, and nobody else can plant a program in it. */
const ROOT_CACHE = process.platform === 'darwin' ? '/Library/Caches/baton' : '/var/cache/baton';

/** An installed package of PostgreSQL's programs. */
export interface BinariesPackage {
  readonly folder: string;
  readonly version: string;
}

/** PostgreSQL's programs for this machine, where the account that will run them can reach them. */
export async function serverBinaries(machine: Machine, account: Account | undefined): Promise<ServerBinaries> {
  return reachableBinaries(findPackage(platformPackage(machine)), account);
}

/** The package's programs, or a copy of them in the cache when the account can't reach the package. */
export async function reachableBinaries(
  installed: BinariesPackage,
  account: Account | undefined,
  cacheFolder = ROOT_CACHE,
): Promise<ServerBinaries> {
  await restoreLinks(installed.folder);
  const native = path.join(installed.folder, 'native');
  const reachable = account === undefined || (await canReach(path.join(native, 'bin', 'postgres'), account));
  const folder = reachable
    ? native
    : await copyToCache(native, path.join(cacheFolder, `postgres-${installed.version}`));
  const program = (name: string) => path.join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}

function findPackage(name: string): BinariesPackage {
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch (cause) {
    throw new StartupError(
      `The package ${name} with PostgreSQL's programs is not installed. Install the dependencies again, or set DATABASE_URL.`,
      { cause },
    );
  }
  const folder = path.resolve(path.dirname(entry), '..');
  const manifest: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : '';
  return { folder, version: String(version) };
}

/**
 * npm packages cannot hold symbolic links: a script after the install makes them from a list. It
 * does not run everywhere (`ignore-scripts`), and without them no program finds its libraries.
 */
async function restoreLinks(packageFolder: string): Promise<void> {
  const list: unknown = JSON.parse(readFileSync(path.join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8'));
  if (!Array.isArray(list)) return;
  for (const { source, target } of list) {
    const link = path.join(packageFolder, String(target));
    const exists = await lstat(link).then(Boolean, () => false);
    if (exists) continue;
    await symlink(path.relative(path.dirname(link), path.join(packageFolder, String(source))), link).catch(
      ignoreExisting,
    );
  }
}

/** Whether the account may run this program: every folder above it must let the account pass. */
async function canReach(program: string, account: Account): Promise<boolean> {
  for (let current = program; ; current = path.dirname(current)) {
    const { mode, uid, gid } = await stat(current);
    const execute = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & execute) === 0) return false;
    if (current === path.dirname(current)) return true;
  }
}

async function copyToCache(native: string, cached: string): Promise<string> {
  if (
    await access(path.join(cached, 'bin', 'postgres')).then(
      () => true,
      () => false,
    )
  )
    return cached;
  const unfinished = `${cached}.${randomUUID()}`;
  try {
    await mkdir(path.dirname(cached), { recursive: true, mode: 0o755 });
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    await openToAll(unfinished);
  } catch (cause) {
    await rm(unfinished, { recursive: true, force: true });
    throw await diskError('The cache for PostgreSQL’s programs', path.dirname(cached), cause);
  }
  // Another process may have finished the same copy first: either one serves.
  await rename(unfinished, cached).catch(() => rm(unfinished, { recursive: true, force: true }));
  return cached;
}

/** A strict umask at install time would leave the copy as unreachable as the original. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(full);
    else if (entry.isFile()) await chmod(full, path.basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
}
