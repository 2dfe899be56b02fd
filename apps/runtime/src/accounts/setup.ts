import { randomUUID } from 'node:crypto';
import { AppError } from '../app-error.ts';
import type { Database, Transaction } from '../db/client.ts';
import { recordAudit } from './audit.ts';
import { hashPassword, normalEmail, saveAccount } from './credentials.ts';
import { firstWorkspace } from './first-workspace.ts';
import { hashToken, newToken } from './token.ts';

const VALID_FOR_MS = 24 * 60 * 60 * 1000;
const TOKEN_KIND = 'baton-setup';
/** Any number that nobody else locks with: set-ups at the same time go one after another. */
const SETUP_LOCK = 5_213_471;

export interface Owner {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly workspaceName: string;
}

/** Whether nobody owns this installation yet. */
export async function isSetupNeeded({ prisma }: Database): Promise<boolean> {
  return (await prisma.member.count({ where: { role: 'owner' }, take: 1 })) === 0;
}

/** The token for `/setup`: in place of any earlier one, kept as a hash, good for a day and for one set-up. */
export async function issueSetupToken({ prisma }: Database): Promise<string> {
  const { token, hash } = newToken();
  const expiresAt = new Date(Date.now() + VALID_FOR_MS);
  await prisma.$transaction([
    prisma.verification.deleteMany({ where: { identifier: TOKEN_KIND } }),
    prisma.verification.create({ data: { id: randomUUID(), identifier: TOKEN_KIND, value: hash, expiresAt } }),
  ]);
  return token;
}

/** Makes the owner and the first workspace for whoever has the token of the terminal. */
export async function completeSetup(database: Database, owner: Owner, token: string): Promise<void> {
  const value = hashToken(token);
  await makeOwner(database, owner, async (tx) => {
    const { count } = await tx.verification.deleteMany({
      where: { identifier: TOKEN_KIND, value, expiresAt: { gt: new Date() } },
    });
    if (count === 0) throw new AppError('INVALID_TOKEN');
  });
}

/** Makes the owner that the environment names, where there is none yet; answers whether it did. */
export async function ensureOwner(
  database: Database,
  credentials: Pick<Owner, 'email' | 'password'>,
): Promise<boolean> {
  if (!(await isSetupNeeded(database))) return false;
  const name = credentials.email.split('@')[0] ?? credentials.email;
  try {
    await makeOwner(database, { ...credentials, name, workspaceName: 'My workspace' }, async (tx) => {
      await tx.verification.deleteMany({ where: { identifier: TOKEN_KIND } });
    });
    return true;
  } catch (error) {
    // Another process of the same installation started at the same time and was first.
    if (error instanceof AppError && error.code === 'ALREADY_SET_UP') return false;
    throw error;
  }
}

/** Everything of a new installation in one transaction: all of it is there, or nothing. */
async function makeOwner({ prisma }: Database, owner: Owner, admit: (tx: Transaction) => Promise<void>): Promise<void> {
  const email = normalEmail(owner.email);
  const passwordHash = await hashPassword(owner.password);
  await prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SETUP_LOCK}::bigint)`;
    if ((await tx.member.count({ where: { role: 'owner' } })) > 0) throw new AppError('ALREADY_SET_UP');
    await admit(tx);
    const userId = await saveAccount(tx, { name: owner.name, email, passwordHash });
    const workspaceId = await firstWorkspace(tx, owner.workspaceName, userId);
    await tx.member.create({ data: { workspaceId, userId, role: 'owner' } });
    const actor = { user: { id: userId, name: owner.name }, workspace: { id: workspaceId } };
    await recordAudit(tx, actor, 'workspace.created', owner.workspaceName);
  });
}
