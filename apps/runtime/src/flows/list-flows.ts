import type { FlowSummary } from '@baton/contracts';
import type { Database } from '../db/client.ts';
import { noFlowId } from '../db/flow-of-channel.ts';
import { openByVersion, summaryFields, toSummary } from './flow-view.ts';

/** The workspace's flows, the last edited first. */
export async function listFlows(database: Database, workspaceId: string): Promise<FlowSummary[]> {
  const [rows, open] = await Promise.all([
    database.prisma.flow.findMany({
      where: { workspaceId, id: { not: noFlowId } },
      select: summaryFields,
      orderBy: { updatedAt: 'desc' },
    }),
    openByVersion(database, workspaceId),
  ]);
  return rows.map((row) => toSummary(row, open));
}
