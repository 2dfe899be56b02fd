import type { IdentityKey, Session } from '@baton/contracts';
import { recordAudit } from '../accounts/audit.ts';
import { AppError } from '../app-error.ts';
import type { ChannelDeps } from './channels.ts';

/** The key by which a website says which of its customers a visitor is. */
export async function readIdentityKey(
  { database, live }: ChannelDeps,
  { workspace }: Session,
  id: string,
): Promise<IdentityKey> {
  const where = { workspaceId_id: { workspaceId: workspace.id, id }, type: 'widget' };
  const channel = await database.prisma.channel.findUnique({ where, select: { identityVersion: true } });
  if (channel === null) throw new AppError('NOT_FOUND');
  return { key: live.identities.keyOf({ workspaceId: workspace.id, id, ...channel }), audience: id };
}

/** Makes a new key; what the one before has signed is refused from now on. */
export async function renewIdentityKey(deps: ChannelDeps, session: Session, id: string): Promise<IdentityKey> {
  const workspaceId = session.workspace.id;
  await deps.database.prisma.$transaction(async (tx) => {
    const { count } = await tx.channel.updateMany({
      where: { workspaceId, id, type: 'widget' },
      data: { identityVersion: { increment: 1 } },
    });
    if (count === 0) throw new AppError('NOT_FOUND');
    await recordAudit(tx, session, 'channel.identity_key_renewed', id);
  });
  return readIdentityKey(deps, session, id);
}
