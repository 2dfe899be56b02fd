import type { Session } from '@baton/contracts';
import { recordAudit } from '../accounts/audit.ts';
import { AppError } from '../app-error.ts';
import type { Database } from '../db/client.ts';

/**
 * Removes a flow that no channel uses. One that conversations ran on stays for them: it is refused too, since
 * their transcripts and open runs name its versions.
 */
export async function removeFlow({ prisma }: Database, session: Session, id: string): Promise<void> {
  const workspaceId = session.workspace.id;
  await prisma.$transaction(async (tx) => {
    // Locks the flow: no channel can choose it meanwhile.
    await tx.$queryRaw`SELECT 1 FROM "Flow" WHERE "workspaceId" = ${workspaceId} AND "id" = ${id} FOR UPDATE`;
    const flow = await tx.flow.findUnique({
      where: { workspaceId_id: { workspaceId, id } },
      select: { name: true, channels: { select: { name: true } } },
    });
    if (flow === null) throw new AppError('NOT_FOUND');
    const names = flow.channels.map((channel) => `“${channel.name}”`);
    if (names.length > 0) {
      throw new AppError('FLOW_IN_USE', {
        message: `${names.join(', ')} ${names.length === 1 ? 'uses' : 'use'} this flow. Choose another flow there first.`,
      });
    }
    const open = await tx.conversation.count({
      where: { workspaceId, mode: { not: 'ended' }, flowVersion: { flowId: id } },
    });
    if (open > 0) {
      throw new AppError('FLOW_IN_USE', {
        message: `${open} open ${open === 1 ? 'conversation runs' : 'conversations run'} on this flow. End ${open === 1 ? 'it' : 'them'} first.`,
      });
    }
    // What has ended keeps its transcript and forgets only which version it ran on.
    await tx.conversation.updateMany({
      where: { workspaceId, flowVersion: { flowId: id } },
      data: { flowVersionId: null },
    });
    await tx.flow.delete({ where: { workspaceId_id: { workspaceId, id } } });
    await recordAudit(tx, session, 'flow.removed', flow.name);
  });
}
