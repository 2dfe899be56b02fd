import type { VisitorEntry, VisitorSnapshot } from '@baton/contracts';
import { type ChatEvent, type ChatState, emptyChat, type PendingMessage } from './chat-state.ts';

type Handlers = { [T in ChatEvent['type']]: (state: ChatState, event: Extract<ChatEvent, { type: T }>) => ChatState };

/**
 * The chat after an event. News may come late, twice or not at all: entries are placed by `seq`, and where one may
 * be missing the state asks for a sync (`needsSync`) rather than showing what might be incomplete.
 */
export function reduce(state: ChatState, event: ChatEvent): ChatState {
  return handle(event.type, state, event);
}

const handlers: Handlers = {
  synced(state, { snapshot, after, asked }) {
    // Another conversation has begun since: this answer may be from before it.
    if (asked.conversationId !== state.conversationId) return gap(state);
    const settled = { ...state, settled: Math.max(state.settled, asked.missed) };
    if (snapshot.conversationId !== state.conversationId) return replaced(settled, snapshot);
    return after <= state.lastSeq ? merged(settled, snapshot) : gap(settled);
  },
  answered(state, { snapshot }) {
    if (snapshot.conversationId !== state.conversationId) {
      const fresh = replaced(state, snapshot);
      return startsAt(snapshot) <= 1 ? fresh : gap(fresh);
    }
    return applied(state, snapshot);
  },
  changed(state, { snapshot }) {
    // Which of two conversations is the newer one, only the server can tell.
    return snapshot.conversationId === state.conversationId ? applied(state, snapshot) : gap(state);
  },
  delivery(state, { conversationId, seq, delivery }) {
    const known = conversationId === state.conversationId && state.entries.some((entry) => entry.seq === seq);
    // It has been sent, and its own news were not taken in: they left a hole, and the sync came before it was sent.
    if (!known) return gap(state);
    return { ...state, entries: state.entries.map((entry) => (entry.seq === seq ? { ...entry, delivery } : entry)) };
  },
  typing: (state, { typing }) => ({ ...state, typing }),
  missed: gap,
  queued(state, { message }) {
    const known =
      state.pending.some(({ clientId }) => clientId === message.clientId) ||
      state.entries.some(({ clientId }) => clientId === message.clientId);
    return known ? state : { ...state, pending: [...state.pending, message] };
  },
  moved: (state, { clientId, to }) => ({
    ...state,
    pending: state.pending.map((message) => (message.clientId === clientId ? { ...message, state: to } : message)),
  }),
  dropped: (state, { clientId }) => ({ ...state, pending: without(state.pending, new Set([clientId])) }),
};

function handle<T extends ChatEvent['type']>(type: T, state: ChatState, event: Extract<ChatEvent, { type: T }>) {
  return handlers[type](state, event);
}

function gap(state: ChatState): ChatState {
  return { ...state, missed: state.missed + 1 };
}

/** Another conversation takes the place of this one; what waits to be sent stays. */
function replaced(state: ChatState, snapshot: VisitorSnapshot): ChatState {
  const { pending, missed, settled } = state;
  const { conversationId } = snapshot;
  return merged({ ...emptyChat(), pending, missed, settled, conversationId }, snapshot);
}

/** Takes in what follows on what is known, what is known already, and leaves what would leave a hole to a sync. */
function applied(state: ChatState, snapshot: VisitorSnapshot): ChatState {
  if (startsAt(snapshot) <= state.lastSeq + 1) return merged(state, snapshot);
  return gap(withStatus(state, snapshot));
}

/** From which seq on a snapshot is complete: its first entry, or after its end when it has none. */
function startsAt({ messages, lastSeq }: VisitorSnapshot): number {
  return Math.min(lastSeq + 1, ...messages.map(({ seq }) => seq));
}

function merged(state: ChatState, snapshot: VisitorSnapshot): ChatState {
  const bySeq = new Map(state.entries.map((entry) => [entry.seq, entry]));
  for (const entry of snapshot.messages) bySeq.set(entry.seq, newer(bySeq.get(entry.seq), entry));
  const arrived = new Set(snapshot.messages.flatMap(({ clientId }) => clientId ?? []));
  const spoke = snapshot.messages.some(({ seq, author }) => author.kind !== 'customer' && seq > state.lastSeq);
  return {
    ...withStatus(state, snapshot),
    entries: [...bySeq.values()].sort((a, b) => a.seq - b.seq),
    lastSeq: Math.max(state.lastSeq, snapshot.lastSeq),
    pending: without(state.pending, arrived),
    // Who has spoken is not typing that any more.
    typing: spoke ? null : state.typing,
  };
}

/** Deliveries only move forward: news of an earlier state came late. */
function newer(known: VisitorEntry | undefined, entry: VisitorEntry): VisitorEntry {
  if (!known || known.delivery === null || entry.delivery === null) return entry;
  return deliveryRank[known.delivery] > deliveryRank[entry.delivery] ? { ...entry, delivery: known.delivery } : entry;
}

const deliveryRank = {
  queued: 0,
  sent: 1,
  delivered: 2,
  read: 3,
  uncertain: 4,
  failed: 4,
  discarded: 4,
} satisfies Record<NonNullable<VisitorEntry['delivery']>, number>;

/**
 * An answer may have been overtaken by a push while it was on its way. How far the transcript goes says nothing about
 * that: what is just being sent to the visitor counts in one snapshot, and not yet in a newer one.
 */
function withStatus(state: ChatState, { status, version }: VisitorSnapshot): ChatState {
  const newest = version < state.version ? state : { status, version };
  const readSeq = Math.max(state.status.readSeq, status.readSeq);
  return { ...state, version: newest.version, status: { ...newest.status, readSeq } };
}

function without(pending: readonly PendingMessage[], clientIds: ReadonlySet<string>): readonly PendingMessage[] {
  return pending.filter(({ clientId }) => !clientIds.has(clientId));
}
