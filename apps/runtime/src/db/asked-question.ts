import type { AskedQuestion } from '@baton/channels/channel-adapter';
import type { Database } from './client.ts';
import type { VisitorKey } from './visitor.ts';

/**
 * The newest message of a contact's open conversation that can have buttons, whether they have said anything since,
 * and whether $4 names another message of the conversation.
 */
const ASKED_QUESTION = `
SELECT q."providerId", a.content IS NOT NULL AS answered,
  CASE WHEN a.content ->> 'kind' = 'choice' THEN a.content ->> 'label' END AS answer,
  EXISTS (SELECT 1 FROM "Message" o
    WHERE o."workspaceId" = $1 AND o."conversationId" = q."conversationId" AND o.seq <> q.seq AND o."providerId" = $4)
    AS "tappedOther"
FROM (
  SELECT m."conversationId", m.seq, m."providerId" FROM "Contact" co
    JOIN "Conversation" c
      ON c."workspaceId" = $1 AND c."channelId" = $2 AND c."contactId" = co.id AND c.mode <> 'ended'
    JOIN "Message" m ON m."workspaceId" = $1 AND m."conversationId" = c.id
  WHERE co."workspaceId" = $1 AND co."channelId" = $2 AND co.address = $3
    AND m.content ->> 'kind' IN ('choices', 'form')
    AND m.delivery IN ('queued', 'sent', 'delivered', 'read', 'uncertain')
  ORDER BY m.seq DESC
  LIMIT 1
) q
LEFT JOIN LATERAL (
  SELECT m.content FROM "Message" m
  WHERE m."workspaceId" = $1 AND m."conversationId" = q."conversationId" AND m.seq > q.seq
    AND m.author ->> 'kind' = 'customer'
  ORDER BY m.seq
  LIMIT 1
) a ON true`;

/** What a customer was asked last with buttons; null where nothing is open, or nothing was asked. */
export async function readAskedQuestion(
  { pool }: Database,
  { workspaceId, channelId, address }: VisitorKey,
  tappedId?: string,
): Promise<AskedQuestion | null> {
  const values = [workspaceId, channelId, address, tappedId ?? null];
  return (await pool.query<AskedQuestion>({ name: 'asked-question', text: ASKED_QUESTION, values })).rows[0] ?? null;
}
