import type { Database } from './client.ts';

export const BLOCK_CONTACT = `
UPDATE "Contact" co SET blocked = true FROM "Conversation" c
WHERE c."workspaceId" = $1 AND c.id = $2 AND co."workspaceId" = $1 AND co.id = c."contactId"
RETURNING co.id`;

/** Blocks the contact of a conversation; false where the workspace has no such conversation. */
export async function blockContact({ pool }: Database, workspaceId: string, conversationId: string): Promise<boolean> {
  const values = [workspaceId, conversationId];
  return (await pool.query({ name: 'contact-block', text: BLOCK_CONTACT, values })).rows.length > 0;
}
