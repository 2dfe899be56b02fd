import type { Transaction } from './client.ts';

/**
 * Of two people who change a workspace's settings or members at once, the second waits until the first is done. Nobody
 * else does: what belongs to the workspace, like turns, goes on being written.
 */
export async function lockWorkspace(tx: Transaction, workspaceId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Workspace" WHERE "id" = ${workspaceId} FOR NO KEY UPDATE`;
}
