import { type Draft, emit, enter, setTimer } from './draft.ts';
import { askLead } from './lead.ts';
import { refuseOutsideHours, tellHours } from './outside-hours.ts';
import { settleAlerts, updateRequest } from './requests.ts';
import { returnToBot } from './return-to-bot.ts';
import { note, sayText } from './say.ts';

const QUEUE_SECONDS = 30 * 60;

/**
 * Alerts every eligible operator and starts the accept timer; with nobody to alert the fallback comes at once.
 * A form that took until after work, or a person who was lost after it, is a request outside of hours.
 */
export function ring(draft: Draft, queuedSince: number | null = null): void {
  const { at, configure, eligibleOperators, closed } = draft.facts;
  if (closed !== null) {
    refuseOutsideHours(draft, closed);
    return;
  }
  if (eligibleOperators === 0) {
    fallBack(draft, 'expired', queuedSince);
    return;
  }
  enter(draft, { kind: 'pending', phase: 'ringing', since: at, rejectedBy: [], queuedSince });
  updateRequest(draft, { ringingAt: draft.state.request?.ringingAt ?? at });
  setTimer(draft, 'accept', configure.acceptTimeoutSeconds);
  if (draft.state.request) emit(draft, { type: 'alert.ring', request: draft.state.request.number });
}

/** Rings again for a conversation that a person had: it keeps its request. */
export function ringAgain(draft: Draft): void {
  updateRequest(draft, { state: 'pending', operator: null });
  ring(draft);
}

/** Nobody took it: queue, lead form or a notice, as Configure says. */
export function fallBack(draft: Draft, closes: 'expired' | 'rejected', queuedSince: number | null): void {
  settleAlerts(draft, 'expired');
  const { closed, configure } = draft.facts;
  const { fallback, fallbackMessage } = configure;
  // After work a queue would not move.
  if (fallback === 'queue' && closed === null && enterQueue(draft, queuedSince ?? draft.facts.at)) return;
  note(draft, 'no_one_available');
  if (closed !== null) tellHours(draft, closed);
  if (fallback === 'message') {
    returnToBot(draft, 'no_one_available', closes);
    sayText(draft, fallbackMessage);
  } else {
    askLead(draft, 'no_one_available', closes);
  }
}

/** Queues, unless the customer's 30 minutes in the queue are over. */
function enterQueue(draft: Draft, since: number): boolean {
  if (since + QUEUE_SECONDS * 1000 <= draft.facts.at) return false;
  enter(draft, { kind: 'pending', phase: 'queued', since, position: null, toldPosition: null, toldAt: null });
  setTimer(draft, 'queue', QUEUE_SECONDS, since);
  return true;
}

/** The queue led nowhere. */
export function leaveQueue(draft: Draft): void {
  note(draft, 'no_one_available');
  askLead(draft, 'no_one_available', 'expired');
}
