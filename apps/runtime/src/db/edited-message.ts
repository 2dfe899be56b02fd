import type { MessageContent } from '@baton/engine';
import type { Database } from './client.ts';
import type { VisitorKey } from './visitor.ts';

export interface EditedMessage {
  readonly workspaceId: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly content: MessageContent;
}

const EDIT_MESSAGE = `
UPDATE "Message" m SET content = $5
FROM "Contact" co
  JOIN "Conversation" c ON c."workspaceId" = $1 AND c."channelId" = $2 AND c."contactId" = co.id
WHERE co."workspaceId" = $1 AND co."channelId" = $2 AND co.address = $3
  AND m."workspaceId" = $1 AND m."conversationId" = c.id AND m."clientId" = $4
  AND m.author ->> 'kind' = 'customer' AND m.content ->> 'kind' = 'text'
RETURNING m."conversationId", m.seq`;

/** Changes a text that a customer has sent; undefined where there is none with that id. */
export async function editCustomerMessage(
  { pool }: Database,
  { workspaceId, channelId, address }: VisitorKey,
  { clientId, text }: { readonly clientId: string; readonly text: string },
): Promise<EditedMessage | undefined> {
  const content: MessageContent = { kind: 'text', text, edited: true };
  const { rows } = await pool.query<{ conversationId: string; seq: number }>({
    name: 'message-edit',
    text: EDIT_MESSAGE,
    values: [workspaceId, channelId, address, clientId, JSON.stringify(content)],
  });
  return rows[0] && { workspaceId, ...rows[0], content };
}
