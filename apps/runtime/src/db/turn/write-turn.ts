import type { Author, ConversationState, MessageContent } from '@baton/engine';
import pg from 'pg';
import type { Database } from '../client.ts';
import { deriveColumns } from './derived-columns.ts';
import { type TurnKind, type TurnPart, turnParts, turnStatement } from './write-statements.ts';

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
  readonly contact: {
    readonly id: string;
    /** As it is after the write. */
    readonly name: string;
    readonly isNew: boolean;
    /** What they said about themselves in this turn. */
    readonly learned?: {
      readonly name?: string;
      /** The name it takes the place of, if that was more than a number of ours. */
      readonly alsoCalled?: string;
      readonly attributes: Readonly<Record<string, string>>;
    };
  };
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
  | {
      readonly outcome: 'written';
      readonly version: number;
      readonly discarded: readonly number[];
      /** Operators on Telegram are to be told. */
      readonly told: boolean;
    }
  /** Somebody else wrote first: read again. */
  | { readonly outcome: 'moved' }
  /** The event, or the command's result, is there already. */
  | { readonly outcome: 'duplicate' };

/** Writes a turn in one statement. */
export async function writeTurn(database: Database, write: TurnWrite): Promise<TurnWritten> {
  try {
    const [written] = await writeTurns(database, [write]);
    return written ?? { outcome: 'moved' };
  } catch (error) {
    const outcome = collision(error);
    if (outcome === undefined) throw error;
    return { outcome };
  }
}

/**
 * Writes turns of one workspace, each of another contact, in one statement: all of them open a conversation, or none
 * does, and one that discards or assigns is alone. Undefined stands for a turn that was not written, because its conversation has moved or, among several, is
 * being written by somebody else. Throws where one of several collides with what is there; then none is written.
 */
export async function writeTurns(
  { turns: pool }: Database,
  writes: readonly TurnWrite[],
): Promise<(Extract<TurnWritten, { outcome: 'written' }> | undefined)[]> {
  const numbered = rowsOf(writes);
  const { rows } = await pool.query<{ i: number; version: number; discarded: number[]; told: boolean }>({
    ...turnStatement(kindOf(writes), partsOf(writes, numbered)),
    values: [
      writes[0]?.workspaceId,
      writes.map(({ conversationId }) => conversationId),
      JSON.stringify(writes.map(columnsOf)),
      JSON.stringify(numbered),
    ],
  });
  const written = new Map(rows.map(({ i, ...row }) => [i, { outcome: 'written' as const, ...row }]));
  return writes.map((_, i) => written.get(i));
}

function kindOf(writes: readonly TurnWrite[]): TurnKind {
  const [first] = writes;
  if (first?.version === null) return first.assignment ? 'openAssigned' : 'open';
  if (first?.assignment) return 'assign';
  return writes.length === 1 ? 'one' : 'several';
}

function partsOf(writes: readonly TurnWrite[], rows: Partial<Record<TurnPart, readonly object[]>>): Set<TurnPart> {
  const has: Partial<Record<TurnPart, boolean>> = {
    events: writes.some(({ eventKey }) => eventKey !== undefined),
    results: writes.some(({ commandId }) => commandId !== undefined),
    // Whether anybody is to be told is seen there.
    operators: true,
    // A conversation that begins has nothing on its way.
    discards: writes.some(({ discardFlow, version }) => discardFlow && version !== null),
  };
  return new Set(turnParts.filter((part) => has[part] ?? (rows[part] ?? []).length > 0));
}

/** A turn's own row, numbered within its statement. */
function columnsOf(write: TurnWrite, i: number) {
  const { state, lastLine, contact } = write;
  const columns = deriveColumns(state);
  return {
    ...columns,
    i,
    id: write.conversationId,
    version: write.version,
    at: iso(write.at),
    address: write.address,
    channelId: write.channelId,
    contactId: contact.id,
    contactName: contact.name,
    newContact: contact.isNew,
    writableUntil: write.writableUntil ? iso(write.writableUntil) : null,
    eventKey: write.eventKey,
    commandId: write.commandId,
    operatorId: write.assignment?.operatorId,
    assignments: write.assignment?.assignments,
    alerts: write.rows.alerts,
    waitingSince: columns.waitingSince === null ? null : iso(columns.waitingSince),
    state,
    flowVersionId: state.run?.flowVersionId ?? null,
    lastText: lastLine?.text ?? null,
    lastAuthor: lastLine?.author ?? null,
    lastAt: lastLine === null ? null : iso(lastLine.at),
  };
}

/** The rows of all turns, kind by kind, each with the number of its turn. */
function rowsOf(writes: readonly TurnWrite[]) {
  const numbered = (pick: (rows: TurnRows) => readonly object[]) =>
    writes.flatMap(({ rows }, i) => pick(rows).map((row) => ({ i, ...row })));
  return {
    contacts: writes.flatMap(contactRow),
    messages: numbered((rows) => rows.messages),
    files: numbered(({ messages }) =>
      messages.flatMap(({ content }) => (content.kind === 'file' ? [{ fileId: content.fileId }] : [])),
    ),
    outbox: numbered((rows) => rows.outbox),
    timersSet: numbered((rows) => rows.timersSet),
    timersOff: numbered((rows) => rows.timersOff.map((kind) => ({ kind }))),
    requests: numbered((rows) => rows.requests),
    submissions: numbered((rows) => rows.submissions),
    audit: numbered((rows) => rows.audit),
  };
}

/** What changes about a contact that is known already. */
function contactRow({ contact: { id, learned }, writableUntil }: TurnWrite, i: number): object[] {
  if (writableUntil === undefined && learned === undefined) return [];
  const { name = null, alsoCalled = null, attributes = {} } = learned ?? {};
  const until = writableUntil ? iso(writableUntil) : null;
  return [{ i, contactId: id, setsWindow: writableUntil !== undefined, until, name, alsoCalled, attributes }];
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
