import type { FlowVersion } from '@baton/contracts';
import { AppError } from '../app-error.ts';
import type { Database } from '../db/client.ts';
import { openByVersion } from './flow-view.ts';

/** The versions of a flow, the newest first; only the one of `versionId` where it is given. */
export async function listVersions(
  database: Database,
  workspaceId: string,
  flowId: string,
  versionId?: string,
): Promise<FlowVersion[]> {
  const { prisma } = database;
  const flow = await prisma.flow.findUnique({
    where: { workspaceId_id: { workspaceId, id: flowId } },
    select: {
      versions: {
        where: { id: versionId },
        select: { id: true, number: true, publishedAt: true, publishedById: true },
        orderBy: { number: 'desc' },
      },
    },
  });
  if (flow === null) throw new AppError('NOT_FOUND');
  const ids = flow.versions.map((version) => version.id);
  const authors = flow.versions.map((version) => version.publishedById);
  const [open, users] = await Promise.all([
    openByVersion(database, workspaceId, ids),
    prisma.user.findMany({ where: { id: { in: authors } }, select: { id: true, name: true } }),
  ]);
  const names = new Map(users.map((user) => [user.id, user.name]));
  return flow.versions.map(({ id, number, publishedAt, publishedById }) => ({
    id,
    number,
    publishedAt: publishedAt.toISOString(),
    publishedBy: names.get(publishedById) ?? 'Somebody who left',
    openConversations: open.get(id) ?? 0,
  }));
}
