import type { Database } from './client.ts';
import { flowOfChannel } from './flow-of-channel.ts';
import type { VisitorKey } from './visitor.ts';

export const CONFIGURE_VERSION = `
SELECT COALESCE(own."publishedVersionId", cf."publishedVersionId") AS id FROM "Channel" ch
  LEFT JOIN "Contact" co ON co."workspaceId" = $1 AND co."channelId" = ch.id AND co.address = $3
  LEFT JOIN LATERAL (SELECT c."flowVersionId" FROM "Conversation" c
    WHERE c."workspaceId" = $1 AND c."channelId" = ch.id AND c."contactId" = co.id
    ORDER BY c."createdAt" DESC LIMIT 1) c ON true
  LEFT JOIN "FlowVersion" v ON v."workspaceId" = $1 AND v.id = c."flowVersionId"
  LEFT JOIN "Flow" own ON own."workspaceId" = $1 AND own.id = v."flowId"
  LEFT JOIN "Flow" cf ON cf."workspaceId" = $1 AND cf.id = ${flowOfChannel}
WHERE ch."workspaceId" = $1 AND ch.id = $2`;

/** The version whose Configure counts for a contact: the latest of their newest conversation's flow, else of the channel's. */
export async function readConfigureVersion(
  { pool }: Database,
  { workspaceId, channelId, address }: VisitorKey,
): Promise<string | null> {
  const values = [workspaceId, channelId, address];
  const { rows } = await pool.query<{ id: string | null }>({
    name: 'configure-version',
    text: CONFIGURE_VERSION,
    values,
  });
  return rows[0]?.id ?? null;
}
