import { randomUUID } from 'node:crypto';
import type { Invitation, Role, Session } from '@baton/contracts';
import { roleSchema } from '@baton/contracts';
import { AppError } from '../app-error.ts';
import type { Database, Transaction } from '../db/client.ts';
import { recordAudit } from './audit.ts';
import { hashPassword, normalEmail, saveAccount } from './credentials.ts';
import { hashToken, newToken } from './token.ts';

const VALID_FOR_MS = 7 * 24 * 60 * 60 * 1000;

/** A link for a new colleague: the token is in the answer only, the database keeps its hash. */
export async function invite(
  { prisma }: Database,
  session: Session,
  wish: { readonly email: string; readonly role: Exclude<Role, 'owner'> },
): Promise<{ invitation: Invitation; token: string }> {
  const email = normalEmail(wish.email);
  const { token, hash } = newToken();
  const workspaceId = session.workspace.id;
  const row = await prisma.$transaction(async (tx) => {
    await refuseMembers(tx, email);
    // A second invitation to the same person takes the place of the first.
    await tx.invitation.deleteMany({ where: { workspaceId, email, acceptedAt: null } });
    await recordAudit(tx, session, 'member.invited', `${email} as ${wish.role}`);
    return tx.invitation.create({
      data: {
        workspaceId,
        id: randomUUID(),
        email,
        role: wish.role,
        tokenHash: hash,
        invitedById: session.user.id,
        expiresAt: new Date(Date.now() + VALID_FOR_MS),
      },
    });
  });
  return { invitation: toInvitation(row), token };
}

export async function listInvitations({ prisma }: Database, workspaceId: string): Promise<Invitation[]> {
  const rows = await prisma.invitation.findMany({
    where: { workspaceId, acceptedAt: null, expiresAt: { gt: new Date() } },
    orderBy: { createdAt: 'desc' },
  });
  return rows.map(toInvitation);
}

export async function revokeInvitation({ prisma }: Database, session: Session, id: string): Promise<void> {
  const workspaceId = session.workspace.id;
  const { count } = await prisma.invitation.deleteMany({ where: { workspaceId, id, acceptedAt: null } });
  if (count === 0) throw new AppError('NOT_FOUND');
}

/** What the invited person sees before they join. */
export async function viewInvitation({ prisma }: Database, token: string) {
  const invitation = await prisma.invitation.findFirst({
    where: { tokenHash: hashToken(token), acceptedAt: null, expiresAt: { gt: new Date() } },
    select: { email: true, invitedById: true, workspace: { select: { name: true } } },
  });
  if (invitation === null) throw new AppError('INVALID_TOKEN');
  const inviter = await prisma.user.findUnique({ where: { id: invitation.invitedById }, select: { name: true } });
  return {
    email: invitation.email,
    workspaceName: invitation.workspace.name,
    invitedBy: inviter?.name ?? invitation.workspace.name,
  };
}

/** Makes the account and the membership. The link is used up in the same transaction: it works once. */
export async function acceptInvitation(
  database: Database,
  answer: { readonly token: string; readonly name: string; readonly password: string },
): Promise<{ email: string }> {
  const tokenHash = hashToken(answer.token);
  // Before the costly hashing of the password.
  await viewInvitation(database, answer.token);
  const passwordHash = await hashPassword(answer.password);
  return database.prisma.$transaction(async (tx) => {
    const now = new Date();
    const taken = await tx.invitation.updateManyAndReturn({
      where: { tokenHash, acceptedAt: null, expiresAt: { gt: now } },
      data: { acceptedAt: now },
    });
    const invitation = taken[0];
    if (invitation === undefined) throw new AppError('INVALID_TOKEN');
    const { workspaceId, email } = invitation;
    await refuseMembers(tx, email);
    const role = roleSchema.parse(invitation.role);
    const userId = await saveAccount(tx, { name: answer.name, email, passwordHash });
    await tx.member.create({ data: { workspaceId, userId, role } });
    const actor = { user: { id: userId, name: answer.name }, workspace: { id: workspaceId } };
    await recordAudit(tx, actor, 'member.joined', `${email} as ${role}`);
    return { email };
  });
}

/** A person belongs to one workspace: somebody who is a member anywhere signs in instead. */
async function refuseMembers(tx: Transaction, email: string): Promise<void> {
  const memberships = await tx.member.count({ where: { user: { email } } });
  if (memberships > 0) throw new AppError('EMAIL_TAKEN');
}

function toInvitation(row: { id: string; email: string; role: string; expiresAt: Date }): Invitation {
  return { id: row.id, email: row.email, role: roleSchema.parse(row.role), expiresAt: row.expiresAt.toISOString() };
}
