import type { Transaction } from '../db/client.ts';

interface Actor {
  readonly user: { readonly id: string; readonly name: string };
  readonly workspace: { readonly id: string };
}

/** Who did what, in the same transaction as the deed. */
export async function recordAudit(tx: Transaction, actor: Actor, action: string, detail: string): Promise<void> {
  await tx.auditEntry.create({
    data: { workspaceId: actor.workspace.id, actorId: actor.user.id, actorName: actor.user.name, action, detail },
  });
}
