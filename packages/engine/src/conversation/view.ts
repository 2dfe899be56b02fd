import type { Operator } from '../message.ts';
import type { ConversationState, Mode, SubmissionStatus } from './state.ts';

/** The person who answers now, or null while the bot does or nobody. */
export function ownerOf({ mode }: ConversationState): Operator | null {
  return mode.kind === 'human' ? mode.owner : null;
}

/** The one operator whom routing asks now, or null where it asks everybody or nobody. */
export function askedOf({ mode }: ConversationState): Operator | null {
  return mode.kind === 'pending' && mode.phase === 'ringing' ? (mode.asked.at(-1) ?? null) : null;
}

/** Whether this is the contact's open conversation on the channel: everything but ended. */
export function isOpen({ mode }: ConversationState): boolean {
  return mode.kind !== 'ended';
}

/** Since when the customer waits for a person: for one to come, or for the owner's answer. Null when nobody waits. */
export function waitingSince({ mode, request }: ConversationState): number | null {
  if (mode.kind === 'human') return mode.waitingSince;
  if (mode.kind !== 'pending' || (mode.phase !== 'ringing' && mode.phase !== 'queued')) return null;
  // A conversation that rings again after a person had it waits since then, not since its first request.
  return request && request.acceptedAt === null ? request.requestedAt : mode.since;
}

/** Whether the bot answers and can't go on with the customer: a person could. */
export function isStalled({ mode, triggers }: ConversationState): boolean {
  return mode.kind === 'bot' && triggers.stalled;
}

const modeLabels = {
  bot: 'Bot',
  pending: 'Waiting for a person',
  human: 'With a person',
  resolved: 'Resolved',
  ended: 'Ended',
} as const satisfies Record<Mode['kind'], string>;

/** What lists and badges show: who answers, and the business result, which no take-over touches. */
export interface DisplayStatus {
  mode: (typeof modeLabels)[Mode['kind']];
  /** What needs review comes first, else the newest; null before anything was collected. */
  submission: SubmissionStatus | null;
}

/** Derives both from the state: "With a person" is never stored. */
export function displayStatus({ mode, submissions }: ConversationState): DisplayStatus {
  const due = submissions.some((each) => each.status === 'needs_review');
  return { mode: modeLabels[mode.kind], submission: due ? 'needs_review' : (submissions.at(-1)?.status ?? null) };
}
