import type {
  ConversationRow,
  ModeView,
  TranscriptEntry,
  VisitorEntry,
  VisitorSnapshot,
  VisitorStatus,
} from '@baton/contracts';
import { type Mode, phoneOperator, TRANSFER_SECONDS } from '@baton/engine';
import type { StoredRow } from '../db/conversation-rows.ts';
import { deriveColumns } from '../db/turn/derived-columns.ts';
import type { VisitorConversation } from '../db/visitor.ts';
import type { Commit } from './commit.ts';

/** Who may speak, in the words that screens use. */
function modeView(mode: Mode, acceptDueAt: number | null): ModeView {
  const ringing = mode.kind === 'pending' && mode.phase === 'ringing';
  return {
    kind: mode.kind,
    phase: mode.kind === 'pending' ? mode.phase : null,
    owner: mode.kind === 'human' ? mode.owner : null,
    onPhone: mode.kind === 'human' && mode.owner.id === phoneOperator.id,
    since: isoOrNull(sinceOf(mode)),
    expiresAt: ringing ? isoOrNull(acceptDueAt) : null,
    asked: ringing ? (mode.asked.at(-1) ?? null) : null,
    transfer: transferView(mode),
  };
}

function transferView(mode: Mode): ModeView['transfer'] {
  if (mode.kind !== 'human' || mode.transfer === null) return null;
  const { to, by, note, requestedAt } = mode.transfer;
  return { to, by, note, expiresAt: new Date(requestedAt + TRANSFER_SECONDS * 1000).toISOString() };
}

function sinceOf(mode: Mode): number | null {
  if (mode.kind === 'bot') return null;
  return mode.kind === 'resolved' || mode.kind === 'ended' ? mode.at : mode.since;
}

/** A stored row, as a list shows it. */
export function rowView(row: StoredRow): ConversationRow {
  const last =
    row.lastText !== null && row.lastAuthor
      ? { text: row.lastText, author: row.lastAuthor, at: row.lastAt.toISOString() }
      : null;
  return {
    id: row.id,
    version: row.version,
    contact: { id: row.contactId, name: row.contactName },
    channel: { id: row.channelId, type: row.channelType, name: row.channelName },
    flow: row.flowId === null ? null : { id: row.flowId, name: row.flowName ?? '' },
    mode: modeView(row.mode, row.acceptDueAt),
    team: row.team,
    submissionStatus: row.submissionStatus,
    stalled: row.stalled,
    last,
    lastSeq: row.lastSeq,
    unread: row.unread,
    waitingSince: row.waitingSince?.toISOString() ?? null,
    archived: row.archived,
  };
}

/** The same row right after a write, without reading it: what is new for everybody who watches. */
export function rowOfCommit(commit: Commit): Omit<ConversationRow, 'unread'> {
  const { state } = commit;
  const columns = deriveColumns(state);
  return {
    id: commit.conversationId,
    version: commit.version,
    contact: commit.contact,
    channel: commit.channel,
    flow: commit.flow,
    mode: modeView(state.mode, state.timers.accept ?? null),
    team: state.team,
    submissionStatus: columns.submissionStatus,
    stalled: columns.stalled,
    last: commit.last,
    lastSeq: columns.lastSeq,
    waitingSince: isoOrNull(columns.waitingSince),
    archived: columns.archived,
  };
}

/** A visitor's conversation as their browser sees it; null before the first. */
export function visitorSnapshot(stored: VisitorConversation | null): VisitorSnapshot {
  if (!stored) {
    const status = { mode: 'none', agentName: null, position: null, headset: false, readSeq: 0 } as const;
    return { conversationId: null, version: 0, status, messages: [], lastSeq: 0 };
  }
  return {
    conversationId: stored.id,
    version: stored.version,
    status: visitorStatus(stored),
    messages: stored.messages.map(visitorEntry),
    // Where to go on from: nothing before it is still on its way.
    lastSeq: stored.unsettledSeq === null ? stored.lastSeq : stored.unsettledSeq - 1,
  };
}

function visitorStatus({ mode, readSeq, lastSeq, headset }: VisitorConversation): VisitorStatus {
  return {
    mode: visitorMode(mode),
    agentName: mode.kind === 'human' ? mode.owner.name : null,
    position: mode.kind === 'pending' && mode.phase === 'queued' ? mode.position : null,
    headset,
    // The bot reads at once.
    readSeq: mode.kind === 'bot' ? lastSeq : readSeq,
  };
}

function visitorMode(mode: Mode): VisitorStatus['mode'] {
  if (mode.kind !== 'pending') return mode.kind;
  return mode.phase === 'ringing' ? 'waiting' : mode.phase;
}

function visitorEntry(entry: VisitorConversation['messages'][number]): VisitorEntry {
  return {
    seq: entry.seq,
    author: visitorAuthor(entry.author),
    content: entry.content,
    at: new Date(entry.at).toISOString(),
    // One that is being shown right now has arrived, whatever the outbox has written down so far.
    delivery: entry.delivery === 'queued' ? 'sent' : entry.delivery,
    clientId: entry.clientId,
  };
}

/** People by their names only, and the bot without the node that speaks. */
function visitorAuthor(author: TranscriptEntry['author']): VisitorEntry['author'] {
  return author.kind === 'agent' ? { kind: 'agent', name: author.operator.name } : { kind: author.kind };
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
