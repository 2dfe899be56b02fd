import type { TranscriptEvent } from '../message.ts';
import { type CommandOf, cancelTimer, type Draft, type Outcome, patch, setTimer } from './draft.ts';
import { settleAlerts } from './requests.ts';
import { returnToBot } from './return-to-bot.ts';
import { deskOf, ring, watchHours } from './ring.ts';
import { rulesOf } from './rules-of.ts';
import { note, sayText } from './say.ts';

const GONE_SECONDS = 60;
const POSITION_EVERY_SECONDS = 60;

/** The customer does not want to wait any longer. */
export function onCancelWaiting(draft: Draft): Outcome {
  return draft.facts.contactBlocked ? 'unchanged' : giveUpWaiting(draft, 'request_cancelled');
}

/** The customer cancelled, abandoned the form or is gone: the flow goes on without a person. */
export function giveUpWaiting(draft: Draft, event: TranscriptEvent): Outcome {
  if (draft.state.mode.kind !== 'pending') return 'unchanged';
  settleAlerts(draft, 'cancelled');
  note(draft, event);
  returnToBot(draft, 'customer_left', 'cancelled');
  return 'changed';
}

/** A visitor whose tab goes away keeps their place for a minute. */
export function onCustomerPresence(draft: Draft, { online }: CommandOf<'customer.presence'>): Outcome {
  const runs = draft.state.timers.visitor_gone !== undefined;
  if (draft.state.mode.kind !== 'pending' || online !== runs) return 'unchanged';
  if (online) cancelTimer(draft, 'visitor_gone');
  else setTimer(draft, 'visitor_gone', GONE_SECONDS);
  return 'changed';
}

/** Somebody became eligible: who queues rings again. */
export function onOperatorsAvailable(draft: Draft): Outcome {
  const { mode } = draft.state;
  if (mode.kind !== 'pending' || mode.phase !== 'queued') return 'unchanged';
  // The hours may be what has changed.
  if (rulesOf(draft).closed) return watchHours(draft, mode.since) ? 'changed' : 'unchanged';
  const desk = deskOf(draft);
  if (!desk || desk.operators.length === 0) return 'unchanged';
  ring(draft, { queuedSince: mode.since });
  return 'changed';
}

/** A window of working hours begins: whoever is there is asked for those who queue. */
export function onQueueOpens(draft: Draft): Outcome {
  const { mode } = draft.state;
  if (mode.kind !== 'pending' || mode.phase !== 'queued') return 'unchanged';
  watchHours(draft, mode.since);
  onOperatorsAvailable(draft);
  return 'changed';
}

/** The place in the queue, told when it is first known, and a better one as soon as a minute has passed. */
export function onQueuePosition(draft: Draft, { position }: CommandOf<'queue.position'>): Outcome {
  const { mode } = draft.state;
  if (mode.kind !== 'pending' || mode.phase !== 'queued' || position === mode.position) return 'unchanged';
  patch(draft, { mode: { ...mode, position } });
  if (mode.toldPosition !== null && position >= mode.toldPosition) cancelTimer(draft, 'queue_position');
  else if (mode.toldAt === null || draft.facts.at >= mode.toldAt + POSITION_EVERY_SECONDS * 1000) tellPosition(draft);
  else setTimer(draft, 'queue_position', POSITION_EVERY_SECONDS, mode.toldAt);
  return 'changed';
}

/** Tells the place that the customer has now. */
export function tellPosition(draft: Draft): Outcome {
  const { mode } = draft.state;
  if (mode.kind !== 'pending' || mode.phase !== 'queued' || mode.position === null) return 'unchanged';
  cancelTimer(draft, 'queue_position');
  patch(draft, { mode: { ...mode, toldPosition: mode.position, toldAt: draft.facts.at } });
  sayText(draft, draft.facts.configure.queuePosition, { position: { kind: 'value', value: String(mode.position) } });
  return 'changed';
}
