import { readdir, realpath, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { clusterFolder } from '../postgres/cluster-folder.ts';
import { ownerOf } from '../postgres/owner-lock.ts';
import { readPostmasterFile } from '../postgres/postmaster-file.ts';
import { mayServeFolder } from '../postgres/process-identity.ts';

export const TEST_SERVER_PREFIX = 'baton-test-postgres-';

/** A run that starts just now has its folder before it is known as the folder's owner. */
const YOUNG_MS = 60_000;

/** Ends the servers, and removes the folders, of test runs that were killed before they could. */
export async function removeAbandonedServers(parent: string, youngMs = YOUNG_MS): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(TEST_SERVER_PREFIX)) continue;
    // Another run may be clearing up the same folder; whoever comes second finds it gone.
    await removeIfAbandoned(path.join(parent, name), youngMs).catch(() => undefined);
  }
}

async function removeIfAbandoned(dataDir: string, youngMs: number): Promise<void> {
  const { birthtimeMs } = await stat(dataDir);
  if (Date.now() - birthtimeMs < youngMs) return;
  const folder = clusterFolder(await realpath(dataDir));
  if ((await ownerOf(folder.root)) !== undefined) return;
  const server = await readPostmasterFile(folder.cluster);
  if (server && mayServeFolder(server.pid, folder.cluster)) process.kill(server.pid, 'SIGQUIT');
  await rm(dataDir, { recursive: true, force: true });
}
