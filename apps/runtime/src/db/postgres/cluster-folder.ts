import path from 'node:path';
import type { Account } from './unprivileged-account.ts';

/** What Baton keeps in DATA_DIR for its PostgreSQL. */
export interface ClusterFolder {
  /** Everything below, owned by the account that runs the server. */
  readonly root: string;
  /** PostgreSQL's own data folder. */
  readonly cluster: string;
  readonly passwordFile: string;
  readonly logFile: string;
}

export function clusterFolder(dataDir: string): ClusterFolder {
  const root = path.resolve(dataDir, 'postgres');
  return {
    root,
    cluster: path.join(root, 'cluster'),
    passwordFile: path.join(root, 'password'),
    logFile: path.join(root, 'server.log'),
  };
}

/**
 * How to name a folder to a PostgreSQL program that is started inside it. Under another account the
 * way from / may be closed (a project in /root, say) while the folder itself is open to it: Linux
 * has a name for "where I am" that does not go that way.
 */
export function nameFromInside(folder: string, account: Account | undefined): string {
  return account !== undefined && process.platform === 'linux' ? '/proc/self/cwd' : folder;
}
