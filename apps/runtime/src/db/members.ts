import type { Database } from './client.ts';

/** Whether a user is a member who may answer customers: by their own permission, and by their role's. */
export async function mayHandoff({ prisma }: Database, workspaceId: string, userId: string): Promise<boolean> {
  const where = { workspaceId_userId: { workspaceId, userId } };
  const select = { canHandoff: true, role: true, workspace: { select: { handoffRoles: true } } } as const;
  const member = await prisma.member.findUnique({ where, select });
  if (member === null) return false;
  return member.canHandoff && member.workspace.handoffRoles.includes(member.role);
}
