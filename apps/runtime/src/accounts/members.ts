import { type Member, type Role, roleSchema, type Session } from '@baton/contracts';
import { AppError } from '../app-error.ts';
import type { Database, Transaction } from '../db/client.ts';
import { lockWorkspace } from '../db/lock-workspace.ts';
import type { ConversationRuntime } from '../services.ts';
import { recordAudit } from './audit.ts';

/** The live side of membership: who has the inbox open, and what a change means for their sockets and customers. */
export type LiveMembers = Pick<ConversationRuntime, 'presence' | 'memberChanged'>;

export async function listMembers({ prisma }: Database, live: LiveMembers, workspaceId: string): Promise<Member[]> {
  const rows = await prisma.member.findMany({
    where: { workspaceId },
    select: memberFields,
    orderBy: { createdAt: 'asc' },
  });
  return rows.map((row) => toMember(row, live.presence.isOnline(workspaceId, row.userId)));
}

export async function updateMember(
  { prisma }: Database,
  live: LiveMembers,
  session: Session,
  change: { readonly userId: string; readonly role?: Role; readonly canHandoff?: boolean },
): Promise<Member> {
  const workspaceId = session.workspace.id;
  const { userId, role, canHandoff } = change;
  const updated = await prisma.$transaction(async (tx) => {
    const before = await lockMember(tx, workspaceId, userId);
    refuseAboveOneself(session, before.role, role);
    if (role !== undefined && role !== 'owner') await refuseLastOwner(tx, workspaceId, before);
    const detail = JSON.stringify({ email: before.user.email, role, canHandoff });
    await recordAudit(tx, session, 'member.changed', detail);
    return tx.member.update({
      where: { workspaceId_userId: { workspaceId, userId } },
      data: { role, canHandoff },
      select: memberFields,
    });
  });
  await live.memberChanged(workspaceId, userId);
  return toMember(updated, live.presence.isOnline(workspaceId, userId));
}

/** Ends the membership, the sessions and the password. The name stays, for what the person wrote. */
export async function removeMember(
  { prisma }: Database,
  live: LiveMembers,
  session: Session,
  userId: string,
): Promise<void> {
  const workspaceId = session.workspace.id;
  await prisma.$transaction(async (tx) => {
    const member = await lockMember(tx, workspaceId, userId);
    refuseAboveOneself(session, member.role);
    await refuseLastOwner(tx, workspaceId, member);
    await tx.member.delete({ where: { workspaceId_userId: { workspaceId, userId } } });
    await tx.operator.deleteMany({ where: { workspaceId, id: userId } });
    if ((await tx.member.count({ where: { userId } })) === 0) {
      await tx.session.deleteMany({ where: { userId } });
      await tx.account.deleteMany({ where: { userId } });
    }
    await recordAudit(tx, session, 'member.removed', member.user.email);
  });
  await live.memberChanged(workspaceId, userId);
}

const memberFields = {
  userId: true,
  role: true,
  canHandoff: true,
  user: { select: { name: true, email: true } },
} as const;

interface MemberRow {
  readonly userId: string;
  readonly role: string;
  readonly canHandoff: boolean;
  readonly user: { readonly name: string; readonly email: string };
}

/** Changes of members go one after another: two owners who demote each other must not leave none. */
async function lockMember(tx: Transaction, workspaceId: string, userId: string): Promise<MemberRow> {
  await lockWorkspace(tx, workspaceId);
  const member = await tx.member.findUnique({
    where: { workspaceId_userId: { workspaceId, userId } },
    select: memberFields,
  });
  if (member === null) throw new AppError('NOT_FOUND');
  return member;
}

function refuseAboveOneself(session: Session, role: string, wanted?: Role): void {
  if (session.role === 'owner' || (role !== 'owner' && wanted !== 'owner')) return;
  throw new AppError('FORBIDDEN', { message: 'Only an owner can make, change or remove an owner.' });
}

async function refuseLastOwner(tx: Transaction, workspaceId: string, member: MemberRow): Promise<void> {
  if (member.role !== 'owner') return;
  const others = await tx.member.count({ where: { workspaceId, role: 'owner', userId: { not: member.userId } } });
  if (others > 0) return;
  throw new AppError('FORBIDDEN', { message: 'A workspace needs an owner. Make somebody else owner first.' });
}

function toMember(row: MemberRow, online: boolean): Member {
  const { userId, canHandoff, user } = row;
  return { userId, name: user.name, email: user.email, role: roleSchema.parse(row.role), canHandoff, online };
}
