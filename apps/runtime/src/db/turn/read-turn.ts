import { type Author, authorSchema, type ConversationState, conversationStateSchema } from '@baton/engine';
import type { Database } from '../client.ts';
import { flowOfChannel } from '../flow-of-channel.ts';
import { teamHandoffs } from '../team-handoffs.ts';

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
  /** What the workspace says about handoffs, and those of its teams that do, as stored: JSON. */
  readonly workspaceHandoff: string;
  readonly teamHandoffs: string | null;
  readonly contact: {
    readonly id: string;
    readonly name: string;
    /** Somebody vouches for who they are: the name is theirs. */
    readonly verified: boolean;
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
  /** Which query it answers, from 0. */
  i: number;
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
  teamHandoffs: string | null;
  contactId: string | null;
  contactName: string;
  verified: boolean;
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
  q.i, ch.id AS "channelId", ch.type AS "channelType", ch.name AS "channelName",
  cf.id AS "channelFlowId", cf.name AS "channelFlowName", cf."publishedVersionId" AS "latestVersionId",
  rf.id AS "ownFlowId", rf.name AS "ownFlowName", rf."publishedVersionId" AS "ownVersionId",
  w.handoff::text AS "workspaceHandoff", ${teamHandoffs('$1')} AS "teamHandoffs",
  co.id AS "contactId", co.name AS "contactName", co."verifiedId" IS NOT NULL AS verified, co.blocked, co."writableUntil", co.address,
  c.id AS "conversationId", c.version, c.state, c."lastText", c."lastAuthor", c."lastAt",
  w."handoffEnabled", oo.availability AS "ownerAvailability",
  e.key IS NOT NULL OR r."commandId" IS NOT NULL AS repeated`;

/** Every LATERAL looks up one row by its key and says LIMIT: whatever the statistics say, or don't say yet. */
const rest = `
  JOIN "Workspace" w ON w.id = $1
  LEFT JOIN LATERAL (SELECT oo.availability FROM "Operator" oo
    WHERE oo."workspaceId" = $1 AND oo.id = c."ownerId" LIMIT 1) oo ON true
  LEFT JOIN LATERAL (SELECT cf.id, cf.name, cf."publishedVersionId" FROM "Flow" cf
    WHERE cf."workspaceId" = $1 AND cf.id = ${flowOfChannel} LIMIT 1) cf ON true
  LEFT JOIN LATERAL (SELECT v."flowId" FROM "FlowVersion" v
    WHERE v."workspaceId" = $1 AND v.id = c."flowVersionId" LIMIT 1) v ON true
  LEFT JOIN LATERAL (SELECT rf.id, rf.name, rf."publishedVersionId" FROM "Flow" rf
    WHERE rf."workspaceId" = $1 AND rf.id = v."flowId" LIMIT 1) rf ON true
  LEFT JOIN LATERAL (SELECT e.key FROM "InboundEvent" e
    WHERE e."workspaceId" = $1 AND e."channelId" = ch.id AND e.key = q."eventKey" LIMIT 1) e ON true
  LEFT JOIN LATERAL (SELECT r."commandId" FROM "CommandResult" r
    WHERE r."workspaceId" = $1 AND r."commandId" = q."commandId" LIMIT 1) r ON true`;

const channel = `"Channel" ch WHERE ch."workspaceId" = $1`;
const contact = `"Contact" co WHERE co."workspaceId" = $1`;
const conversation = `"Conversation" c WHERE c."workspaceId" = $1`;

/** The statement of turns that come from customers. Kept together with its sibling: see the test of tenancy. */
export const READ_BY_ADDRESS = `
SELECT ${columns}, NULL AS "newerOpen"
FROM jsonb_to_recordset($2::jsonb) AS q(i int, "channelId" text, address text, "eventKey" text, "commandId" text)
  CROSS JOIN LATERAL (SELECT ch.* FROM ${channel} AND ch.id = q."channelId" LIMIT 1) ch
  LEFT JOIN LATERAL (SELECT co.* FROM ${contact} AND co."channelId" = ch.id AND co.address = q.address LIMIT 1) co
    ON true
  LEFT JOIN LATERAL (SELECT c.* FROM ${conversation} AND c."channelId" = ch.id AND c."contactId" = co.id
    AND c.mode <> 'ended' LIMIT 1) c ON true
  ${rest}`;

/** The statement of commands that name their conversation. */
export const READ_BY_ID = `
SELECT ${columns}, n.id AS "newerOpen"
FROM jsonb_to_recordset($2::jsonb) AS q(i int, "conversationId" text, "eventKey" text, "commandId" text)
  CROSS JOIN LATERAL (SELECT c.* FROM ${conversation} AND c.id = q."conversationId" LIMIT 1) c
  CROSS JOIN LATERAL (SELECT ch.* FROM ${channel} AND ch.id = c."channelId" LIMIT 1) ch
  CROSS JOIN LATERAL (SELECT co.* FROM ${contact} AND co.id = c."contactId" LIMIT 1) co
  LEFT JOIN LATERAL (SELECT n.id FROM "Conversation" n WHERE n."workspaceId" = $1 AND n."channelId" = c."channelId"
    AND n."contactId" = c."contactId" AND n.mode <> 'ended' AND n.id <> c.id LIMIT 1) n ON true
  ${rest}`;

/** What a turn asks for. */
export interface TurnQuery {
  readonly target: TurnTarget;
  readonly eventKey?: string;
  readonly commandId?: string;
}

/** The read of a turn; null where the channel or the conversation is not in the workspace. */
export async function readTurn(database: Database, query: TurnQuery): Promise<Turn | null> {
  const [turn] = await readTurns(database, [query]);
  return turn ?? null;
}

/** Reads turns of one workspace in one statement; all of them name a conversation, or none does. */
export async function readTurns({ turns: pool }: Database, queries: readonly TurnQuery[]): Promise<(Turn | null)[]> {
  const [first] = queries;
  if (!first) return [];
  const { workspaceId } = first.target;
  const { rows } = await pool.query<TurnRow>({
    ...('conversationId' in first.target
      ? { name: 'turn-read-by-id', text: READ_BY_ID }
      : { name: 'turn-read-by-address', text: READ_BY_ADDRESS }),
    values: [
      workspaceId,
      JSON.stringify(queries.map(({ target, eventKey, commandId }, i) => ({ i, ...target, eventKey, commandId }))),
    ],
  });
  const turns = new Map(rows.map((row) => [row.i, row]));
  return queries.map(({ target }, i) => {
    const row = turns.get(i);
    return row ? toTurn(workspaceId, 'address' in target ? target.address : row.address, row) : null;
  });
}

function toTurn(workspaceId: string, address: string, row: TurnRow): Turn {
  const own = row.ownFlowId === null ? null : { id: row.ownFlowId, name: row.ownFlowName ?? '' };
  const channels = row.channelFlowId === null ? null : { id: row.channelFlowId, name: row.channelFlowName ?? '' };
  return {
    workspaceId,
    channel: { id: row.channelId, type: row.channelType, name: row.channelName },
    address,
    flow: own ?? channels,
    latestVersionId: row.latestVersionId,
    configureVersionId: row.ownVersionId ?? row.latestVersionId,
    workspaceHandoff: row.workspaceHandoff,
    teamHandoffs: row.teamHandoffs,
    contact:
      row.contactId === null
        ? null
        : {
            id: row.contactId,
            name: row.contactName,
            verified: row.verified,
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
