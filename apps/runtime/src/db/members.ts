import type { Database } from './client.ts';

/** Whether a user is a member who may answer customers. */
export async function mayHandoff({ prisma }: Database, workspaceId: string, userId: string): Promise<boolean> {
  const where = { workspaceId_userId: { workspaceId, userId } };
  const member = await prisma.member.findUnique({ where, select: { canHandoff: true } });
  return member?.canHandoff ?? false;
}
