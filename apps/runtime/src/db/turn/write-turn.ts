import type { Author, ConversationState, MessageContent } from '@baton/engine';
import pg from 'pg';
import type { Database } from '../client.ts';
import { deriveColumns } from './derived-columns.ts';

/** What a turn leaves behind, besides the conversation's state. Everything is written with it, or nothing is. */
export interface TurnRows {
  readonly messages: readonly MessageRow[];
  readonly outbox: readonly {
    readonly seq: number;
    readonly kind: 'flow' | 'system' | 'reply';
    readonly epoch: number;
  }[];
  readonly timersSet: readonly { readonly kind: string; readonly dueAt: string; readonly epoch: number }[];
  readonly timersOff: readonly string[];
  readonly requests: readonly object[];
  readonly submissions: readonly object[];
  readonly audit: readonly object[];
  /** What operators on Telegram must be told besides what was said. */
  readonly alerts: readonly object[];
}

export interface MessageRow {
  readonly seq: number;
  readonly author: Author;
  readonly content: MessageContent;
  readonly epoch: number;
  readonly delivery: 'queued' | null;
  readonly clientId: string | null;
  readonly at: string;
}

export interface TurnWrite {
  readonly workspaceId: string;
  readonly channelId: string;
  readonly address: string;
  readonly conversationId: string;
  /** The version that was read; null makes the conversation. */
  readonly version: number | null;
  readonly contact: { readonly id: string; readonly name: string; readonly isNew: boolean };
  readonly state: ConversationState;
  readonly lastLine: { readonly text: string; readonly author: Author; readonly at: number } | null;
  readonly rows: TurnRows;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly eventKey?: string;
  readonly commandId?: string;
  /** Until when the contact can be written to, in milliseconds since 1970; null: always. Left out: as before. */
  readonly writableUntil?: number | null;
  /** Rows of the flow that nobody has claimed are never sent. */
  readonly discardFlow: boolean;
  /** To whom the conversation comes with this write: one of their places is taken. */
  readonly assignment: Assignment | null;
}

export interface Assignment {
  readonly operatorId: string;
  /**
   * Their counter when their free place was seen: nothing is written where it has moved. Null where the place does not
   * matter, as for a deliberate take-over.
   */
  readonly assignments: number | null;
}

export type TurnWritten =
  | { readonly outcome: 'written'; readonly version: number; readonly discarded: readonly number[] }
  /** Somebody else wrote first: read again. */
  | { readonly outcome: 'moved' }
  /** The event, or the command's result, is there already. */
  | { readonly outcome: 'duplicate' };

/**
 * The operator's row, locked and swapped. A conversation that was not swapped gives nobody anything: its row is locked
 * first, where there is one.
 */
const assigned = (from: string) => `
assigned AS (
  INSERT INTO "Operator" AS o ("workspaceId", id, assignments, "assignedAt")
  SELECT $1, $13, 1, $8 FROM ${from}
  ON CONFLICT ("workspaceId", id) DO UPDATE SET assignments = o.assignments + 1, "assignedAt" = EXCLUDED."assignedAt"
  WHERE $14::int IS NULL OR (o."workspaceId" = $1 AND o.assignments = $14)
  RETURNING o.id
),`;

const ASSIGN_SWAPPED = `
unmoved AS (
  SELECT c.id FROM "Conversation" c WHERE c."workspaceId" = $1 AND c.id = $2 AND c.version = $3 FOR UPDATE
),${assigned('unmoved')}`;

const ASSIGN_OPENED = assigned('data');

const ifAssigned = (assigns: boolean) => (assigns ? 'AND EXISTS (SELECT 1 FROM assigned)' : '');

const swap = (assigns: boolean) => `
${assigns ? ASSIGN_SWAPPED : ''}
turn AS (
  UPDATE "Conversation" c SET
    version = c.version + 1, state = d.state, "flowVersionId" = COALESCE(d."flowVersionId", c."flowVersionId"),
    mode = d.mode, phase = d.phase, "ownerId" = d."ownerId", "submissionStatus" = d."submissionStatus",
    "teamId" = d."teamId", "askedId" = d."askedId",
    "needsReview" = d."needsReview", "waitingSince" = d."waitingSince", archived = d.archived, "lastSeq" = d."lastSeq",
    "lastText" = COALESCE(d."lastText", c."lastText"), "lastAuthor" = COALESCE(d."lastAuthor", c."lastAuthor"),
    "lastAt" = COALESCE(d."lastAt", c."lastAt"), "updatedAt" = $8
  FROM data d
  WHERE c."workspaceId" = $1 AND c.id = $2 AND c.version = $3 ${ifAssigned(assigns)}
  RETURNING c."workspaceId", c.id, c."channelId", c."contactId", c.version
)`;

const open = (assigns: boolean) => `
${assigns ? ASSIGN_OPENED : ''}
contact AS (
  INSERT INTO "Contact" ("workspaceId", id, "channelId", address, name, "writableUntil", "createdAt")
  SELECT $1, n.id, n."channelId", $9, n.name, $12, $8
  FROM jsonb_to_record($5::jsonb -> 'contact') AS n(id text, "channelId" text, name text, "isNew" boolean)
  WHERE n."isNew" ${ifAssigned(assigns)}
),
turn AS (
  INSERT INTO "Conversation" ("workspaceId", id, "channelId", "contactId", "flowVersionId", version, state, mode, phase,
    "ownerId", "teamId", "askedId", "submissionStatus", "needsReview", "waitingSince", archived, "lastSeq", "lastText", "lastAuthor", "lastAt",
    "createdAt", "updatedAt")
  SELECT $1, $2, n."channelId", n.id, d."flowVersionId", COALESCE($3::int, 1), d.state, d.mode, d.phase, d."ownerId",
    d."teamId", d."askedId", d."submissionStatus", d."needsReview", d."waitingSince", d.archived, d."lastSeq", d."lastText", d."lastAuthor",
    COALESCE(d."lastAt", $8), $8, $8
  FROM data d, jsonb_to_record($5::jsonb -> 'contact') AS n(id text, "channelId" text)
  WHERE true ${ifAssigned(assigns)}
  RETURNING "workspaceId", id, "channelId", "contactId", version
)`;

/**
 * The one write. Everything is selected FROM the swapped row, so that a swap that was lost keeps nothing; the event
 * and the command's result go in without ON CONFLICT, so that a repeat of either undoes everything else.
 */
const statement = (turn: string, file = '') => `
WITH data AS (
  SELECT * FROM jsonb_to_record($4::jsonb) AS d(state jsonb, "flowVersionId" text, mode text, phase text, "ownerId" text,
    "teamId" text, "askedId" text, "submissionStatus" text, "needsReview" boolean, "waitingSince" timestamptz, archived boolean, "lastSeq" int,
    "lastText" text, "lastAuthor" jsonb, "lastAt" timestamptz)
),
${turn},
writable AS (
  UPDATE "Contact" co SET
    "writableUntil" = CASE WHEN $12::timestamptz IS NULL THEN NULL ELSE GREATEST(co."writableUntil", $12) END
  FROM turn t WHERE $11::boolean AND co."workspaceId" = t."workspaceId" AND co.id = t."contactId"
),
event AS (
  INSERT INTO "InboundEvent" ("workspaceId", "channelId", key, "conversationId", at)
  SELECT t."workspaceId", t."channelId", $6::text, t.id, $8 FROM turn t WHERE $6::text IS NOT NULL
),
result AS (
  INSERT INTO "CommandResult" ("workspaceId", "commandId", "conversationId", result, at)
  SELECT t."workspaceId", $7::text, t.id, '{}', $8 FROM turn t WHERE $7::text IS NOT NULL
),
message AS (
  INSERT INTO "Message" ("workspaceId", "conversationId", seq, author, content, epoch, delivery, "clientId", at)
  SELECT t."workspaceId", t.id, m.seq, m.author, m.content, m.epoch, m.delivery, m."clientId", m.at
  FROM turn t, jsonb_to_recordset($5::jsonb -> 'messages')
    AS m(seq int, author jsonb, content jsonb, epoch int, delivery text, "clientId" text, at timestamptz)
),
discarded AS (
  UPDATE "OutboxRow" o SET status = 'discarded' FROM turn t
  WHERE $10::boolean AND o."workspaceId" = t."workspaceId" AND o."conversationId" = t.id
    AND o.status = 'pending' AND o.kind = 'flow'
  RETURNING o.seq
),
silenced AS (
  UPDATE "Message" m SET delivery = 'discarded' FROM turn t, discarded d
  WHERE m."workspaceId" = t."workspaceId" AND m."conversationId" = t.id AND m.seq = d.seq
),
outbox AS (
  INSERT INTO "OutboxRow" ("workspaceId", "conversationId", seq, "channelId", address, kind, epoch, "dueAt", "createdAt")
  SELECT t."workspaceId", t.id, o.seq, t."channelId", $9, o.kind, o.epoch, $8, $8
  FROM turn t, jsonb_to_recordset($5::jsonb -> 'outbox') AS o(seq int, kind text, epoch int)
  ORDER BY o.seq
),
timer AS (
  INSERT INTO "Timer" ("workspaceId", "conversationId", kind, epoch, "dueAt")
  SELECT t."workspaceId", t.id, x.kind, x.epoch, x."dueAt"
  FROM turn t, jsonb_to_recordset($5::jsonb -> 'timersSet') AS x(kind text, epoch int, "dueAt" timestamptz)
  ON CONFLICT ("workspaceId", "conversationId", kind) DO UPDATE SET epoch = EXCLUDED.epoch, "dueAt" = EXCLUDED."dueAt"
),
timer_off AS (
  DELETE FROM "Timer" x USING turn t
  WHERE x."workspaceId" = t."workspaceId" AND x."conversationId" = t.id AND $5::jsonb -> 'timersOff' ? x.kind
),
request AS (
  INSERT INTO "HandoffRequest" ("workspaceId", "conversationId", number, trigger, reason, state, "nodeId", "operatorId",
    "operatorName", "teamId", "teamName", "formAnswers", "requestedAt", "ringingAt", "acceptedAt", "closedAt")
  SELECT t."workspaceId", t.id, r.number, r.trigger, r.reason, r.state, r."nodeId", r."operatorId", r."operatorName",
    r."teamId", r."teamName", r."formAnswers", r."requestedAt", r."ringingAt", r."acceptedAt", r."closedAt"
  FROM turn t, jsonb_to_recordset($5::jsonb -> 'requests')
    AS r(number int, trigger text, reason text, state text, "nodeId" text, "operatorId" text, "operatorName" text,
      "teamId" text, "teamName" text, "formAnswers" jsonb, "requestedAt" timestamptz, "ringingAt" timestamptz, "acceptedAt" timestamptz,
      "closedAt" timestamptz)
  ORDER BY r.number
  ON CONFLICT ("workspaceId", "conversationId", number) DO UPDATE SET state = EXCLUDED.state,
    "operatorId" = EXCLUDED."operatorId", "operatorName" = EXCLUDED."operatorName",
    "teamId" = EXCLUDED."teamId", "teamName" = EXCLUDED."teamName",
    "formAnswers" = COALESCE(NULLIF(EXCLUDED."formAnswers", '[]'), "HandoffRequest"."formAnswers"),
    "ringingAt" = EXCLUDED."ringingAt", "acceptedAt" = EXCLUDED."acceptedAt", "closedAt" = EXCLUDED."closedAt"
),
submission AS (
  INSERT INTO "Submission" ("workspaceId", "conversationId", number, origin, status, title, answers, "decidedBy",
    "createdAt", "updatedAt")
  SELECT t."workspaceId", t.id, s.number, s.origin, s.status, s.title, s.answers, s."decidedBy", $8, $8
  FROM turn t, jsonb_to_recordset($5::jsonb -> 'submissions')
    AS s(number int, origin text, status text, title text, answers jsonb, "decidedBy" text)
  ON CONFLICT ("workspaceId", "conversationId", number) DO UPDATE SET status = EXCLUDED.status,
    title = EXCLUDED.title, answers = EXCLUDED.answers,
    "decidedBy" = COALESCE(EXCLUDED."decidedBy", "Submission"."decidedBy"), "updatedAt" = EXCLUDED."updatedAt"
),
audit AS (
  INSERT INTO "AuditEntry" ("workspaceId", at, "actorId", "actorName", action, detail, "conversationId")
  SELECT t."workspaceId", $8, a."actorId", a."actorName", a.action, a.detail, t.id
  FROM turn t, jsonb_to_recordset($5::jsonb -> 'audit')
    AS a("actorId" text, "actorName" text, action text, detail text)
),
operators AS (
  -- They are told after this write, and by it: a crash in between loses nothing.
  INSERT INTO "OperatorTask" AS ot ("workspaceId", "conversationId", version, alerts, "dueAt")
  SELECT t."workspaceId", t.id, t.version, $5::jsonb -> 'alerts', $8
  FROM turn t JOIN "OperatorBot" ob ON ob."workspaceId" = t."workspaceId", data d
  WHERE ob."groupId" IS NOT NULL OR d.mode <> 'bot' OR jsonb_array_length($5::jsonb -> 'alerts') > 0
    OR EXISTS (SELECT 1 FROM "OperatorConversation" oc
      WHERE oc."workspaceId" = t."workspaceId" AND oc."conversationId" = t.id AND oc.holder IS NOT NULL)
  ON CONFLICT ("workspaceId", "conversationId") DO UPDATE SET version = EXCLUDED.version,
    alerts = ot.alerts || EXCLUDED.alerts, "dueAt" = EXCLUDED."dueAt"
)${file}
SELECT t.version, ARRAY(SELECT d.seq FROM discarded d) AS discarded FROM turn t`;

/** A file belongs to the conversation it was sent in first. Few turns have one: the others don't pay for it. */
const FILE = `,
file AS (
  UPDATE "File" f SET "conversationId" = t.id
  FROM turn t, jsonb_to_recordset($5::jsonb -> 'messages') AS m(content jsonb)
  WHERE m.content ->> 'kind' = 'file' AND f."workspaceId" = t."workspaceId" AND f.id = m.content ->> 'fileId'
    AND f."conversationId" IS NULL AND NOT f.shared
)`;

export const WRITE_TURN = statement(swap(false));
export const OPEN_TURN = statement(open(false));
export const WRITE_TURN_WITH_FILES = statement(swap(false), FILE);
export const OPEN_TURN_WITH_FILES = statement(open(false), FILE);
/** For the few turns that bring a conversation to somebody. */
export const ASSIGN_TURN = statement(swap(true));
export const OPEN_ASSIGNED_TURN = statement(open(true));
export const ASSIGN_TURN_WITH_FILES = statement(swap(true), FILE);
export const OPEN_ASSIGNED_TURN_WITH_FILES = statement(open(true), FILE);

/** Writes a turn in one statement. */
export async function writeTurn({ pool }: Database, write: TurnWrite): Promise<TurnWritten> {
  const { assignment } = write;
  try {
    const { rows } = await pool.query<{ version: number; discarded: number[] }>({
      ...statementFor(write),
      values: [
        write.workspaceId,
        write.conversationId,
        write.version,
        JSON.stringify(columnsOf(write)),
        JSON.stringify({ ...write.rows, contact: { ...write.contact, channelId: write.channelId } }),
        write.eventKey ?? null,
        write.commandId ?? null,
        new Date(write.at),
        write.address,
        write.discardFlow,
        write.writableUntil !== undefined,
        write.writableUntil ? new Date(write.writableUntil) : null,
        ...(assignment ? [assignment.operatorId, assignment.assignments] : []),
      ],
    });
    const row = rows[0];
    return row ? { outcome: 'written', ...row } : { outcome: 'moved' };
  } catch (error) {
    const outcome = collision(error);
    if (outcome === undefined) throw error;
    return { outcome };
  }
}

const statements = {
  write: { name: 'turn-write', text: WRITE_TURN },
  open: { name: 'turn-open', text: OPEN_TURN },
  writeFiles: { name: 'turn-write-files', text: WRITE_TURN_WITH_FILES },
  openFiles: { name: 'turn-open-files', text: OPEN_TURN_WITH_FILES },
  assign: { name: 'turn-assign', text: ASSIGN_TURN },
  openAssigned: { name: 'turn-open-assigned', text: OPEN_ASSIGNED_TURN },
  assignFiles: { name: 'turn-assign-files', text: ASSIGN_TURN_WITH_FILES },
  openAssignedFiles: { name: 'turn-open-assigned-files', text: OPEN_ASSIGNED_TURN_WITH_FILES },
} as const;

function statementFor({ version, rows, assignment }: TurnWrite): { readonly name: string; readonly text: string } {
  const opens = version === null;
  const files = rows.messages.some(({ content }) => content.kind === 'file');
  if (assignment) {
    if (opens) return files ? statements.openAssignedFiles : statements.openAssigned;
    return files ? statements.assignFiles : statements.assign;
  }
  if (opens) return files ? statements.openFiles : statements.open;
  return files ? statements.writeFiles : statements.write;
}

function columnsOf({ state, lastLine }: TurnWrite) {
  const columns = deriveColumns(state);
  return {
    ...columns,
    waitingSince: columns.waitingSince === null ? null : iso(columns.waitingSince),
    state,
    flowVersionId: state.run?.flowVersionId ?? null,
    lastText: lastLine?.text ?? null,
    lastAuthor: lastLine?.author ?? null,
    lastAt: lastLine === null ? null : iso(lastLine.at),
  };
}

const collisions: Readonly<Record<string, 'duplicate' | 'moved'>> = {
  InboundEvent_pkey: 'duplicate',
  CommandResult_pkey: 'duplicate',
  // Two first messages at once, or a reopening that met a new conversation.
  Conversation_one_open_per_contact: 'moved',
  Contact_workspaceId_channelId_address_key: 'moved',
};

function collision(error: unknown): 'duplicate' | 'moved' | undefined {
  if (!(error instanceof pg.DatabaseError) || error.code !== '23505') return undefined;
  return error.constraint === undefined ? undefined : collisions[error.constraint];
}

/** As the database takes a moment. */
export function iso(at: number): string {
  return new Date(at).toISOString();
}
