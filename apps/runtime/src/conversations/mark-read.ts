import type { Session } from '@baton/contracts';
import { AppError } from '../app-error.ts';
import type { Database } from '../db/client.ts';
import { markRead as writeMark } from '../db/transcript.ts';

/** Notes how far a member has read; the visitor is told that somebody has. */
export async function markRead(
  deps: { readonly database: Database; readonly onRead: (workspaceId: string, conversationId: string) => void },
  { workspace, user }: Session,
  { id, seq }: { readonly id: string; readonly seq: number },
): Promise<void> {
  const mark = { workspaceId: workspace.id, conversationId: id, userId: user.id, seq };
  if (!(await writeMark(deps.database, mark))) throw new AppError('NOT_FOUND');
  deps.onRead(workspace.id, id);
}
