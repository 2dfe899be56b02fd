import { randomUUID } from 'node:crypto';
import { hashToken, newToken } from '../../accounts/token.ts';
import type { Database, Transaction } from '../client.ts';

export type LinkKind = 'person' | 'group';

const VALID_MS = 24 * 60 * 60 * 1000;
/** Tells a link of operators from the origins that links of customers carry. */
const marks: Readonly<Record<LinkKind, string>> = { person: 'op_', group: 'grp_' };

/** A new single-use link's payload: shown once, kept as its hash. Within the 64 characters that a deep link carries. */
export async function makeOperatorLink(
  { prisma }: Database,
  wish: {
    readonly workspaceId: string;
    readonly kind: LinkKind;
    readonly userId: string | null;
    readonly createdById: string;
  },
  now: number,
): Promise<{ payload: string; expiresAt: Date }> {
  const { token, hash } = newToken();
  const expiresAt = new Date(now + VALID_MS);
  await prisma.operatorLink.create({ data: { ...wish, id: randomUUID(), tokenHash: hash, expiresAt } });
  return { payload: marks[wish.kind] + token, expiresAt };
}

/** Which kind of link a payload is of; null for what is none of ours. */
export function linkKind(payload: string): LinkKind | null {
  const match = /^(op|grp)_[\w-]{43}$/.exec(payload);
  if (!match) return null;
  return match[1] === 'op' ? 'person' : 'group';
}

export type UsedLink =
  | { readonly outcome: 'used'; readonly userId: string | null }
  /** The same person opened it before. */
  | { readonly outcome: 'again' }
  | { readonly outcome: 'refused'; readonly why: 'unknown' | 'expired' | 'taken' };

/** Binds a link to the first person who opens it. Of two who open it at once, one is first. */
export async function useOperatorLink(
  tx: Transaction,
  link: { readonly workspaceId: string; readonly payload: string; readonly telegramId: string; readonly now: number },
): Promise<UsedLink> {
  const { workspaceId, payload, telegramId, now } = link;
  const kind = linkKind(payload);
  const tokenHash = hashToken(payload.replace(/^[a-z]+_/, ''));
  const found = kind && (await tx.operatorLink.findFirst({ where: { workspaceId, kind, tokenHash } }));
  if (!found) return { outcome: 'refused', why: 'unknown' };
  if (found.usedBy === telegramId) return { outcome: 'again' };
  if (found.usedAt !== null) return { outcome: 'refused', why: 'taken' };
  if (found.expiresAt.getTime() <= now) return { outcome: 'refused', why: 'expired' };
  const { count } = await tx.operatorLink.updateMany({
    where: { workspaceId, id: found.id, usedAt: null },
    data: { usedAt: new Date(now), usedBy: telegramId },
  });
  if (count > 0) return { outcome: 'used', userId: found.userId };
  // Somebody was quicker: perhaps the same person, whose update came twice at once.
  const { usedBy } = (await tx.operatorLink.findFirst({ where: { workspaceId, id: found.id } })) ?? {};
  return usedBy === telegramId ? { outcome: 'again' } : { outcome: 'refused', why: 'taken' };
}
