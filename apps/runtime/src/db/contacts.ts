import type { Database } from './client.ts';
import type { VisitorKey } from './visitor.ts';

export const BLOCK_CONTACT = `
UPDATE "Contact" co SET blocked = true FROM "Conversation" c
WHERE c."workspaceId" = $1 AND c.id = $2 AND co."workspaceId" = $1 AND co.id = c."contactId"
RETURNING co.id`;

/** Blocks the contact of a conversation; false where the workspace has no such conversation. */
export async function blockContact({ pool }: Database, workspaceId: string, conversationId: string): Promise<boolean> {
  const values = [workspaceId, conversationId];
  return (await pool.query({ name: 'contact-block', text: BLOCK_CONTACT, values })).rows.length > 0;
}

const KEEP_ORIGIN = `
UPDATE "Contact" co SET attributes = jsonb_build_object('Origin', $4::text) || co.attributes
WHERE co."workspaceId" = $1 AND co."channelId" = $2 AND co.address = $3 AND NOT co.attributes ? 'Origin'`;

/** Notes where a contact came from; the first origin stays. */
export async function keepOrigin({ pool }: Database, contact: VisitorKey, origin: string): Promise<void> {
  const values = [contact.workspaceId, contact.channelId, contact.address, origin];
  await pool.query({ name: 'contact-origin', text: KEEP_ORIGIN, values });
}
