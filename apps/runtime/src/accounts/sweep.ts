import type { Database } from '../db/client.ts';

const KEEP_INVITATIONS_MS = 30 * 24 * 60 * 60 * 1000;

/** Removes what has expired and nobody will ask for again: sessions, tokens, old invitations. */
export async function sweepAccounts({ prisma }: Database): Promise<void> {
  const now = new Date();
  await prisma.session.deleteMany({ where: { expiresAt: { lt: now } } });
  await prisma.verification.deleteMany({ where: { expiresAt: { lt: now } } });
  const old = new Date(now.getTime() - KEEP_INVITATIONS_MS);
  await prisma.invitation.deleteMany({ where: { expiresAt: { lt: old } } });
}
