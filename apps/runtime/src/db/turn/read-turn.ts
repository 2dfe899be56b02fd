import { type Author, authorSchema, type ConversationState, conversationStateSchema } from '@baton/engine';
import type { Database } from '../client.ts';

/** Which conversation: a known one, or the open one of a channel's contact, if there is any. */
export type TurnTarget =
  | { readonly workspaceId: string; readonly conversationId: string }
  | { readonly workspaceId: string; readonly channelId: string; readonly address: string };

/** What a command must know before it is decided, read at one moment. */
export interface Turn {
  readonly workspaceId: string;
  readonly channel: { readonly id: string; readonly type: string; readonly name: string };
  readonly address: string;
  /** The flow of the conversation, or else of its channel. */
  readonly flow: { readonly id: string; readonly name: string } | null;
  /** The version that a fresh run starts on. */
  readonly latestVersionId: string | null;
  /** The latest version of the conversation's own flow: its Configure counts. */
  readonly configureVersionId: string | null;
  /** What the workspace says about handoffs, as stored: JSON. */
  readonly workspaceHandoff: string;
  readonly contact: {
    readonly id: string;
    readonly name: string;
    readonly blocked: boolean;
    /** Until when they can be written to, in milliseconds since 1970; null: always. */
    readonly writableUntil: number | null;
  } | null;
  readonly conversation: {
    readonly id: string;
    readonly version: number;
    readonly state: ConversationState;
    readonly last: LastLine | null;
  } | null;
  /** Another conversation of this contact on this channel that is open. */
  readonly newerOpen: string | null;
  /** Whether customers of the workspace can reach a person at all. */
  readonly handoffEnabled: boolean;
  /** What the owner says about themselves. */
  readonly ownerAvailability: string | null;
  /** The event is stored already, or the command has its result. */
  readonly repeated: boolean;
}

/** The newest thing that was said. */
export interface LastLine {
  readonly text: string;
  readonly author: Author;
  /** ISO 8601. */
  readonly at: string;
}

interface TurnRow {
  channelId: string;
  channelType: string;
  channelName: string;
  address: string;
  channelFlowId: string | null;
  channelFlowName: string | null;
  latestVersionId: string | null;
  ownFlowId: string | null;
  ownFlowName: string | null;
  ownVersionId: string | null;
  workspaceHandoff: string;
  contactId: string | null;
  contactName: string;
  blocked: boolean;
  writableUntil: Date | null;
  conversationId: string | null;
  version: number;
  state: unknown;
  lastText: string | null;
  lastAuthor: unknown;
  lastAt: Date;
  newerOpen: string | null;
  handoffEnabled: boolean;
  ownerAvailability: string | null;
  repeated: boolean;
}

const columns = `
  ch.id AS "channelId", ch.type AS "channelType", ch.name AS "channelName",
  cf.id AS "channelFlowId", cf.name AS "channelFlowName", cf."publishedVersionId" AS "latestVersionId",
  rf.id AS "ownFlowId", rf.name AS "ownFlowName", rf."publishedVersionId" AS "ownVersionId",
  w.handoff::text AS "workspaceHandoff",
  co.id AS "contactId", co.name AS "contactName", co.blocked, co."writableUntil",
  c.id AS "conversationId", c.version, c.state, c."lastText", c."lastAuthor", c."lastAt",
  w."handoffEnabled", oo.availability AS "ownerAvailability",
  EXISTS (SELECT 1 FROM "InboundEvent" e WHERE e."workspaceId" = $1 AND e."channelId" = ch.id AND e.key = $4)
    OR EXISTS (SELECT 1 FROM "CommandResult" r WHERE r."workspaceId" = $1 AND r."commandId" = $5) AS repeated`;

const around = `
  JOIN "Workspace" w ON w.id = $1
  LEFT JOIN "Operator" oo ON oo."workspaceId" = $1 AND oo.id = c."ownerId"
  LEFT JOIN "Flow" cf ON cf."workspaceId" = $1 AND cf.id = ch."flowId"
  LEFT JOIN "FlowVersion" v ON v."workspaceId" = $1 AND v.id = c."flowVersionId"
  LEFT JOIN "Flow" rf ON rf."workspaceId" = $1 AND rf.id = v."flowId"`;

/** The statement of a turn that comes from a customer. Kept together with its sibling: see the test of tenancy. */
export const READ_BY_ADDRESS = `
SELECT ${columns}, $3::text AS address, NULL AS "newerOpen"
FROM "Channel" ch
  LEFT JOIN "Contact" co ON co."workspaceId" = $1 AND co."channelId" = ch.id AND co.address = $3
  LEFT JOIN "Conversation" c ON c."workspaceId" = $1 AND c."channelId" = ch.id AND c."contactId" = co.id AND c.mode <> 'ended'
  ${around}
WHERE ch."workspaceId" = $1 AND ch.id = $2`;

/** The statement of a command that names its conversation. `$3` is unused, so that both take the same parameters. */
export const READ_BY_ID = `
SELECT ${columns}, co.address,
  (SELECT n.id FROM "Conversation" n
    WHERE n."workspaceId" = $1 AND n."channelId" = c."channelId" AND n."contactId" = c."contactId"
      AND n.mode <> 'ended' AND n.id <> c.id) AS "newerOpen"
FROM "Conversation" c
  JOIN "Channel" ch ON ch."workspaceId" = $1 AND ch.id = c."channelId"
  JOIN "Contact" co ON co."workspaceId" = $1 AND co.id = c."contactId"
  ${around}
WHERE c."workspaceId" = $1 AND c.id = $2 AND $3::text IS NULL`;

/** The read of a turn; null where the channel or the conversation is not in the workspace. */
export async function readTurn(
  { pool }: Database,
  target: TurnTarget,
  repeat: { readonly eventKey?: string; readonly commandId?: string },
): Promise<Turn | null> {
  const byId = 'conversationId' in target;
  const { rows } = await pool.query<TurnRow>({
    name: byId ? 'turn-read-by-id' : 'turn-read-by-address',
    text: byId ? READ_BY_ID : READ_BY_ADDRESS,
    values: [
      target.workspaceId,
      byId ? target.conversationId : target.channelId,
      byId ? null : target.address,
      repeat.eventKey ?? null,
      repeat.commandId ?? null,
    ],
  });
  const row = rows[0];
  return row ? toTurn(target.workspaceId, row) : null;
}

function toTurn(workspaceId: string, row: TurnRow): Turn {
  const own = row.ownFlowId === null ? null : { id: row.ownFlowId, name: row.ownFlowName ?? '' };
  const channels = row.channelFlowId === null ? null : { id: row.channelFlowId, name: row.channelFlowName ?? '' };
  return {
    workspaceId,
    channel: { id: row.channelId, type: row.channelType, name: row.channelName },
    address: row.address,
    flow: own ?? channels,
    latestVersionId: row.latestVersionId,
    configureVersionId: row.ownVersionId ?? row.latestVersionId,
    workspaceHandoff: row.workspaceHandoff,
    contact:
      row.contactId === null
        ? null
        : {
            id: row.contactId,
            name: row.contactName,
            blocked: row.blocked,
            writableUntil: row.writableUntil?.getTime() ?? null,
          },
    conversation:
      row.conversationId === null
        ? null
        : {
            id: row.conversationId,
            version: row.version,
            state: conversationStateSchema.parse(row.state),
            last: lastOf(row),
          },
    newerOpen: row.newerOpen,
    handoffEnabled: row.handoffEnabled,
    ownerAvailability: row.ownerAvailability,
    repeated: row.repeated,
  };
}

function lastOf({ lastText, lastAuthor, lastAt }: TurnRow): LastLine | null {
  if (lastText === null) return null;
  return { text: lastText, author: authorSchema.parse(lastAuthor), at: lastAt.toISOString() };
}
