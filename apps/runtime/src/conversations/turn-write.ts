import {
  type Answer,
  askedOf,
  type ConversationEffect,
  type ConversationState,
  type Decision,
  type HandoffRequest,
  labelOfNode,
  ownerOf,
  type Submission,
  type TranscriptMessage,
} from '@baton/engine';
import { lastLine } from '../db/turn/derived-columns.ts';
import type { Turn } from '../db/turn/read-turn.ts';
import {
  type Assignment,
  iso,
  type MessageRow,
  type TurnRows,
  type TurnWrite,
  type TurnWritten,
} from '../db/turn/write-turn.ts';
import type { Commit } from './commit.ts';
import type { Execution } from './execution.ts';

type Written = Extract<Decision, { type: 'changed' | 'superseded' }>;

/** The write of a decision: pure, so that what is stored can be read off a table. */
export function writeOf(
  turn: Turn,
  decision: Written,
  { command, eventKey, commandId, contactName, writableUntil }: Execution,
  newIds: { readonly conversation: string; readonly contact: string },
  { at, assignments }: { readonly at: number; readonly assignments: Assignments },
): TurnWrite {
  const { state, effects } = decision;
  const { conversation, contact } = turn;
  const contactId = contact?.id ?? newIds.contact;
  const rows = rowsOf(decision);
  const fired = command.type === 'timer.fired' && !rows.timersSet.some(({ kind }) => kind === command.timer);
  // What ends the old conversation is not the answer to the command: that belongs to the new one.
  const own = decision.type === 'changed' ? { eventKey, commandId } : {};
  return {
    workspaceId: turn.workspaceId,
    channelId: turn.channel.id,
    address: turn.address,
    conversationId: conversation?.id ?? newIds.conversation,
    version: conversation?.version ?? null,
    contact: contactOf(turn, decision, contactId, contactName),
    state,
    lastLine: lastLine(messagesOf(effects)),
    rows: fired ? { ...rows, timersOff: [...rows.timersOff, command.timer] } : rows,
    at,
    ...own,
    writableUntil,
    discardFlow: effects.some(({ type }) => type === 'outbox.discard_flow'),
    assignment: assignmentOf(conversation?.state ?? null, state, assignments),
  };
}

function contactOf(
  { contact }: Turn,
  { effects }: Written,
  id: string,
  nameGiven?: string | null,
): TurnWrite['contact'] {
  const learned = learnedFrom(effects);
  const known = contact?.name ?? (nameGiven || visitorName(id));
  const renamed = contact && !contact.verified && learned?.name !== undefined && learned.name !== known;
  const alsoCalled = renamed && known !== visitorName(id) ? { alsoCalled: known } : {};
  return {
    id,
    name: (!contact?.verified && learned?.name) || known,
    isNew: !contact,
    ...(learned && { learned: { ...learned, ...alsoCalled } }),
  };
}

/** As staff read them. */
const detailLabels = { email: 'E-mail', phone: 'Phone' } as const;
const MAX_DETAIL_LENGTH = 200;

function learnedFrom(effects: readonly ConversationEffect[]): TurnWrite['contact']['learned'] {
  const kept = effects.flatMap((effect) => (effect.type === 'contact.keep' ? [effect] : []));
  if (kept.length === 0) return undefined;
  const details = kept.map(({ detail, value }) => ({ detail, value: onOneLine(value) }));
  const name = details.findLast(({ detail }) => detail === 'name')?.value;
  const attributes = details.flatMap(({ detail, value }) => (detail === 'name' ? [] : [[detailLabels[detail], value]]));
  return { ...(name && { name }), attributes: Object.fromEntries(attributes) };
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, MAX_DETAIL_LENGTH);
}

/** The counters of operators, as they were when their free places were seen. */
export type Assignments = ReadonlyMap<string, number>;

/** To whom the write brings the conversation. A place matters where routing chose them, and not where they chose. */
function assignmentOf(
  before: ConversationState | null,
  state: ConversationState,
  assignments: Assignments,
): Assignment | null {
  const asked = askedOf(state);
  const holder = asked ?? ownerOf(state);
  const held = before && (askedOf(before) ?? ownerOf(before));
  if (holder === null || holder.id === held?.id) return null;
  return { operatorId: holder.id, assignments: asked ? (assignments.get(asked.id) ?? 0) : null };
}

/** What everybody who watches is told about a write. */
export function commitOf(
  turn: Turn,
  decision: Written,
  write: TurnWrite,
  written: Extract<TurnWritten, { outcome: 'written' }>,
): Commit {
  const { lastLine: said } = write;
  return {
    workspaceId: turn.workspaceId,
    conversationId: write.conversationId,
    version: written.version,
    channel: turn.channel,
    address: turn.address,
    flow: turn.flow,
    contact: { id: write.contact.id, name: write.contact.name },
    before: turn.conversation?.state ?? null,
    state: decision.state,
    effects: decision.effects,
    entries: write.rows.messages.map(({ seq, author, content, at, delivery, clientId }) => ({
      seq,
      author,
      content,
      at,
      delivery,
      clientId,
    })),
    last: said ? { ...said, at: iso(said.at) } : (turn.conversation?.last ?? null),
    discarded: written.discarded,
    told: written.told,
  };
}

function rowsOf({ state, effects }: Written): TurnRows {
  const messages = messagesOf(effects);
  return {
    messages: messages.map(messageRow),
    outbox: messages.flatMap(({ seq, send, epoch }) => (send === null ? [] : [{ seq, kind: send, epoch }])),
    timersSet: effects.flatMap((effect) =>
      effect.type === 'timer.set' ? [{ kind: effect.timer, dueAt: iso(effect.dueAt), epoch: state.epoch }] : [],
    ),
    timersOff: effects.flatMap((effect) => (effect.type === 'timer.cancel' ? [effect.timer] : [])),
    requests: effects.flatMap((effect) => (effect.type === 'request' ? [requestRow(effect.request, state)] : [])),
    submissions: effects.flatMap((effect) => (effect.type === 'submission' ? [submissionRow(effect.submission)] : [])),
    audit: effects.flatMap((effect) =>
      effect.type === 'audit'
        ? [{ actorId: effect.by?.id, actorName: effect.by?.name, action: effect.action, detail: effect.detail }]
        : [],
    ),
    alerts: effects.flatMap((effect): object[] => {
      // Each ringing is told apart by when it began.
      if (effect.type === 'alert.ring')
        return [{ ...effect, ring: state.mode.kind === 'pending' ? state.mode.since : 0 }];
      return effect.type.startsWith('alert.') || effect.type === 'operator.notify' ? [effect] : [];
    }),
  };
}

function messagesOf(effects: readonly ConversationEffect[]): TranscriptMessage[] {
  return effects.flatMap((effect) => (effect.type === 'message' ? [effect.message] : []));
}

function messageRow({ seq, author, content, at, epoch, send, clientId }: TranscriptMessage): MessageRow {
  return {
    seq,
    author,
    content,
    epoch,
    delivery: send === null ? null : 'queued',
    clientId: clientId ?? null,
    at: iso(at),
  };
}

function requestRow(request: HandoffRequest, { session, team }: ConversationState) {
  const { operator, requestedAt, ringingAt, acceptedAt, closedAt, team: _, ...rest } = request;
  return {
    ...rest,
    teamId: team?.id ?? null,
    teamName: team?.name ?? null,
    operatorId: operator?.id ?? null,
    operatorName: operator?.name ?? null,
    formAnswers: session.formAnswers ?? [],
    requestedAt: iso(requestedAt),
    ringingAt: ringingAt === null ? null : iso(ringingAt),
    acceptedAt: acceptedAt === null ? null : iso(acceptedAt),
    closedAt: closedAt === null ? null : iso(closedAt),
  };
}

/** A submission as staff read it: labels are kept as they were when the answers were given. */
function submissionRow({ number, origin, status, title, answers, decidedBy }: Submission) {
  return {
    number,
    origin,
    status,
    title,
    answers: answers.flatMap(({ nodeId, answer }) => answerLines(nodeId, answer)),
    decidedBy: decidedBy?.name ?? null,
  };
}

function answerLines(nodeId: string, answer: Answer) {
  if (answer.kind === 'value') {
    const { value, file } = answer;
    return [{ nodeId, label: labelOfNode(nodeId), value, ...(file && { file }) }];
  }
  return answer.fields.map(({ label, value }) => ({ nodeId, label, value }));
}

/** Somebody who has not said who they are; the same words for as long as they are the same contact. */
function visitorName(contactId: string): string {
  return `Visitor ${contactId.slice(0, 4).toUpperCase()}`;
}
