import type { InboundContent, MessageContent } from '@baton/engine';
import type { Database } from './client.ts';
import { noteMessages } from './telegram/tasks.ts';
import { lineOf } from './turn/derived-columns.ts';
import type { VisitorKey } from './visitor.ts';

export interface EditedMessage {
  readonly workspaceId: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly content: MessageContent;
}

/** What can be said otherwise afterwards. A button, once tapped, stays tapped. */
export type EditableContent = Extract<InboundContent, { kind: 'text' | 'file' | 'location' }>;

export function isEditable(content: InboundContent): content is EditableContent {
  return content.kind === 'text' || content.kind === 'file' || content.kind === 'location';
}

const EDIT_MESSAGE = `
WITH edited AS (
  UPDATE "Message" m SET content = $5
  FROM "Contact" co
    JOIN "Conversation" c ON c."workspaceId" = $1 AND c."channelId" = $2 AND c."contactId" = co.id
  WHERE co."workspaceId" = $1 AND co."channelId" = $2 AND co.address = $3
    AND m."workspaceId" = $1 AND m."conversationId" = c.id AND m."clientId" = $4
    AND m.author ->> 'kind' = 'customer' AND m.content ->> 'kind' IN ('text', 'file', 'location')
  RETURNING m."workspaceId", m."conversationId", m.seq
),
noted AS (${noteMessages({ changed: 'edited', alert: `'type', 'message.edited'`, where: 'true' })}
),
-- The list shows it, where nobody has said anything since.
line AS (
  UPDATE "Conversation" c SET "lastText" = $6 FROM edited e
  WHERE c."workspaceId" = $1 AND c.id = e."conversationId" AND NOT EXISTS (
    SELECT 1 FROM "Message" n
    WHERE n."workspaceId" = $1 AND n."conversationId" = c.id AND n.seq > e.seq AND n.author ->> 'kind' <> 'system')
),
file AS (
  UPDATE "File" f SET "conversationId" = e."conversationId" FROM edited e
  WHERE f."workspaceId" = $1 AND f.id = $5::jsonb ->> 'fileId' AND f."conversationId" IS NULL AND NOT f.shared
)
SELECT e."conversationId", e.seq FROM edited e`;

/** Changes what a customer has sent; undefined where there is nothing with that id. */
export async function editCustomerMessage(
  { pool }: Database,
  { workspaceId, channelId, address }: VisitorKey,
  clientId: string,
  changed: EditableContent,
): Promise<EditedMessage | undefined> {
  const content: MessageContent = { ...changed, edited: true };
  const { rows } = await pool.query<{ conversationId: string; seq: number }>({
    name: 'message-edit',
    text: EDIT_MESSAGE,
    values: [workspaceId, channelId, address, clientId, JSON.stringify(content), lineOf(content)],
  });
  return rows[0] && { workspaceId, ...rows[0], content };
}
