import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type { Transaction } from '../db/client.ts';

/** E-mail addresses are compared as signing in compares them. */
export function normalEmail(email: string): string {
  return email.trim().toLowerCase();
}

export interface Credentials {
  readonly name: string;
  readonly email: string;
  /** From `hashPassword`: hashing takes long, so it is done before the transaction. */
  readonly passwordHash: string;
}

export { hashPassword };

/**
 * Makes the account of a person, in the tables of the sign-in library. Somebody who was a member before and
 * is one no more keeps their id, so that what they wrote stays theirs, and gets the new name and password.
 */
export async function saveAccount(tx: Transaction, { name, email, passwordHash }: Credentials): Promise<string> {
  const user = await tx.user.upsert({
    where: { email },
    create: { id: randomUUID(), name, email },
    update: { name },
    select: { id: true },
  });
  const now = new Date();
  await tx.account.deleteMany({ where: { userId: user.id, providerId: 'credential' } });
  await tx.account.create({
    data: {
      id: randomUUID(),
      userId: user.id,
      accountId: user.id,
      providerId: 'credential',
      password: passwordHash,
      createdAt: now,
      updatedAt: now,
    },
  });
  return user.id;
}
