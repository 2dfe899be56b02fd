import { randomUUID } from 'node:crypto';
import type { Role } from '@baton/contracts';
import { hashPassword, saveAccount } from '../accounts/credentials.ts';
import type { Database } from '../db/client.ts';

/** One more member of a workspace, with the credentials to sign in. */
export async function makeMember({ prisma }: Database, workspaceId: string, role: Role, name = `An ${role}`) {
  const credentials = { email: `${randomUUID()}@example.com`, password: randomUUID() };
  const passwordHash = await hashPassword(credentials.password);
  const userId = await prisma.$transaction(async (tx) => {
    const id = await saveAccount(tx, { name, email: credentials.email, passwordHash });
    await tx.member.create({ data: { workspaceId, userId: id, role } });
    return id;
  });
  return { ...credentials, userId };
}
