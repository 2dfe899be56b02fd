import type { Operator } from '../message.ts';
import { type Desk, type EligibleOperator, type Routing, workspaceDesk } from './command.ts';
import { cancelTimer, type Draft, emit, enter, operatorOf, patch, setTimer } from './draft.ts';
import { askLead } from './lead.ts';
import { refuseOutsideHours, tellHours } from './outside-hours.ts';
import { settleAlerts, updateRequest } from './requests.ts';
import { returnToBot } from './return-to-bot.ts';
import { rulesOf, teamOf } from './rules-of.ts';
import { note, sayText } from './say.ts';
import type { Mode } from './state.ts';

const QUEUE_SECONDS = 30 * 60;
/** How long one operator is asked alone before the next one is. */
const OFFER_SECONDS = 30;

type RingingMode = Extract<Mode, { phase: 'ringing' }>;

interface RingOptions {
  /** When the customer first queued in this wait. */
  queuedSince?: number | null;
  /** Who is not to be asked: they have just given the conversation up. */
  without?: readonly string[];
  /** Staff pass it on to staff: who is there is asked, whatever the hours say. */
  byStaff?: boolean;
}

/**
 * Who can be asked for the open request, or null: then nothing of this decision will be written, and it is made again
 * with that desk.
 */
export function deskOf(draft: Draft): Desk | null {
  return findDesk(draft, teamOf(draft));
}

/** The desk of a team, or of the workspace for null. */
export function findDesk(draft: Draft, team: string | null): Desk | null {
  const key = team ?? workspaceDesk;
  const desk = Object.hasOwn(draft.facts.desks, key) ? draft.facts.desks[key] : undefined;
  if (desk) return desk;
  draft.neededDesk ??= key;
  return null;
}

/**
 * Alerts operators and starts the accept timer; with nobody to alert the fallback comes at once. A form that took until
 * after work, or a person who was lost after it, is a request outside of hours.
 */
export function ring(draft: Draft, { queuedSince = null, without = [], byStaff = false }: RingOptions = {}): void {
  const { closed, acceptTimeoutSeconds } = rulesOf(draft);
  if (closed !== null && !byStaff) {
    refuseOutsideHours(draft, closed);
    return;
  }
  const desk = deskOf(draft);
  if (!desk) return;
  patch(draft, { team: desk.team });
  if (!desk.operators.some(({ id }) => !without.includes(id))) {
    fallBack(draft, 'expired', queuedSince);
    return;
  }
  const { at } = draft.facts;
  enter(draft, { kind: 'pending', phase: 'ringing', since: at, rejectedBy: [...without], asked: [], queuedSince });
  updateRequest(draft, { ringingAt: draft.state.request?.ringingAt ?? at });
  setTimer(draft, 'accept', acceptTimeoutSeconds);
  if (desk.routing !== 'claim') askNext(draft, desk);
  else
    alertOperators(
      draft,
      desk.operators.filter(({ id }) => !without.includes(id)),
    );
}

/** Rings again for a conversation that a person had: it keeps its request. */
export function ringAgain(draft: Draft, options: RingOptions = {}): void {
  updateRequest(draft, { state: 'pending', operator: null });
  ring(draft, options);
}

/** Asks the next one whose turn it is; whoever was asked until now may still take it from the inbox. */
export function askNext(draft: Draft, desk: Desk): void {
  const { mode, request } = draft.state;
  if (mode.kind !== 'pending' || mode.phase !== 'ringing' || !request) return;
  const next = nextOf(mode, desk);
  const now = mode.asked.at(-1);
  cancelTimer(draft, 'offer');
  // Nobody else: who is asked already goes on ringing until the accept timer ends it.
  if (!next) return;
  if (now && !mode.rejectedBy.includes(now.id)) {
    emit(draft, { type: 'alert.reject', request: request.number, operatorId: now.id });
  }
  const asked = [...mode.asked.filter(({ id }) => id !== next.id), operatorOf(next)];
  patch(draft, { mode: { ...mode, asked } });
  setTimer(draft, 'offer', OFFER_SECONDS);
  alertOperators(draft, [next]);
}

/** Who was not asked yet comes first; then those who did not answer, the longest ago first. */
function nextOf({ asked, rejectedBy }: RingingMode, { operators, routing }: Desk): Operator | undefined {
  const open = operators.filter(({ id }) => !rejectedBy.includes(id));
  const fresh = open.filter(({ id }) => !asked.some((each) => each.id === id));
  if (fresh.length > 0) return fresh.toSorted(inTurn[routing])[0];
  return asked.slice(0, -1).find(({ id }) => open.some((each) => each.id === id));
}

type Order = (one: EligibleOperator, other: EligibleOperator) => number;

const byTurn: Order = (one, other) => (one.assignedAt ?? 0) - (other.assignedAt ?? 0);
const inTurn = {
  claim: byTurn,
  round_robin: byTurn,
  least_busy: (one, other) => one.conversations - other.conversations || byTurn(one, other),
} satisfies Record<Routing, Order>;

function alertOperators(draft: Draft, operators: readonly Operator[]): void {
  const { request } = draft.state;
  if (request) emit(draft, { type: 'alert.ring', request: request.number, to: operators.map(({ id }) => id) });
}

/** Nobody took it: queue, lead form or a notice, as Configure says. */
export function fallBack(draft: Draft, closes: 'expired' | 'rejected', queuedSince: number | null): void {
  settleAlerts(draft, 'expired');
  const { closed, fallback } = rulesOf(draft);
  // After work a queue would not move.
  if (fallback === 'queue' && closed === null && enterQueue(draft, queuedSince ?? draft.facts.at)) return;
  giveUpOnPeople(draft, closes);
}

/** Queues, unless the customer's 30 minutes in the queue are over. */
function enterQueue(draft: Draft, since: number): boolean {
  if (since + QUEUE_SECONDS * 1000 <= draft.facts.at) return false;
  enter(draft, { kind: 'pending', phase: 'queued', since, position: null, toldPosition: null, toldAt: null });
  setTimer(draft, 'queue', QUEUE_SECONDS, since);
  watchHours(draft, since);
  return true;
}

/** Who queues is asked for again when the next window begins, should that be while they wait. Tells whether it changed. */
export function watchHours(draft: Draft, queuedSince: number): boolean {
  const { nextOpening } = rulesOf(draft);
  const before = draft.state.timers.queue_opens;
  if (nextOpening === null || nextOpening >= queuedSince + QUEUE_SECONDS * 1000) cancelTimer(draft, 'queue_opens');
  else if (before !== nextOpening) setTimer(draft, 'queue_opens', 0, nextOpening);
  return draft.state.timers.queue_opens !== before;
}

/** The queue led nowhere. */
export function leaveQueue(draft: Draft): void {
  giveUpOnPeople(draft, 'expired');
}

/** A notice where that is the fallback by now, else the lead form: also of a queue that has lasted too long. */
function giveUpOnPeople(draft: Draft, closes: 'expired' | 'rejected'): void {
  const { closed, fallback } = rulesOf(draft);
  note(draft, 'no_one_available');
  if (closed !== null) tellHours(draft, closed);
  if (fallback === 'message') {
    returnToBot(draft, 'no_one_available', closes);
    sayText(draft, draft.facts.configure.fallbackMessage);
  } else {
    askLead(draft, 'no_one_available', closes);
  }
}
