import type { Commit } from '../conversations/commit.ts';
import type { ExecuteCommand } from '../conversations/execution.ts';
import type { Database } from '../db/client.ts';
import { findConversations } from '../db/transcript.ts';

interface Deps {
  readonly database: Database;
  readonly execute: ExecuteCommand;
}

/** Whether a write changed who stands in the queue. */
export function changesQueue({ before, state }: Pick<Commit, 'before' | 'state'>): boolean {
  const queued = (mode: Commit['state']['mode'] | undefined) => mode?.kind === 'pending' && mode.phase === 'queued';
  return queued(before?.mode) !== queued(state.mode);
}

/** Tells every conversation of the queue its place, the longest wait first; the machine decides whom to tell. */
export async function updateQueuePositions({ database, execute }: Deps, workspaceId: string): Promise<void> {
  const queued = await findConversations(database, workspaceId, { phase: 'queued' });
  for (const [index, conversationId] of queued.entries()) {
    const command = { type: 'queue.position', position: index + 1 } as const;
    await execute({ target: { workspaceId, conversationId }, command });
  }
}
