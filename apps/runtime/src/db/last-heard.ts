import type { Database } from './client.ts';
import type { VisitorKey } from './visitor.ts';

const LAST_HEARD = `
SELECT m."clientId" FROM "Contact" co
  JOIN "Conversation" c ON c."workspaceId" = $1 AND c."channelId" = $2 AND c."contactId" = co.id
  JOIN "Message" m ON m."workspaceId" = $1 AND m."conversationId" = c.id
WHERE co."workspaceId" = $1 AND co."channelId" = $2 AND co.address = $3
  AND m.author ->> 'kind' = 'customer' AND m."clientId" IS NOT NULL
ORDER BY c."createdAt" DESC, m.seq DESC
LIMIT 1`;

/** The sender's id of the newest message that a contact sent; null where there is none. */
export async function readLastHeard(
  { pool }: Database,
  { workspaceId, channelId, address }: VisitorKey,
): Promise<string | null> {
  const values = [workspaceId, channelId, address];
  const { rows } = await pool.query<{ clientId: string }>({ name: 'last-heard', text: LAST_HEARD, values });
  return rows[0]?.clientId ?? null;
}
