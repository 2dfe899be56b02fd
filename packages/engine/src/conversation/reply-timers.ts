import { cancelTimer, type Draft, setTimer } from './draft.ts';
import { rulesOf } from './rules-of.ts';
import type { Mode } from './state.ts';

type HumanMode = Extract<Mode, { kind: 'human' }>;

/** How long before the reply timeout its owner is warned. */
const WARNING_SECONDS = 60;

/** Starts the reply timeout anew after every message; the warning is for an owner whom the customer waits for. */
export function startReplyTimers(draft: Draft): void {
  const { mode } = draft.state;
  cancelTimer(draft, 'reply');
  cancelTimer(draft, 'reply_warning');
  if (mode.kind !== 'human' || !applies(draft)) return;
  setReplyTimers(draft, mode, draft.facts.at);
}

/** Gives who has the conversation the longer time that counts by now. Tells whether it is longer. */
export function extendReplyTimers(draft: Draft, mode: HumanMode): boolean {
  const { reply } = draft.state.timers;
  const from = Math.max(mode.since, mode.lastMessageAt);
  if (reply === undefined || from + rulesOf(draft).replyTimeoutSeconds * 1000 <= reply) return false;
  setReplyTimers(draft, mode, from);
  return true;
}

function setReplyTimers(draft: Draft, { lastSpeaker }: HumanMode, from: number): void {
  const seconds = rulesOf(draft).replyTimeoutSeconds;
  setTimer(draft, 'reply', seconds, from);
  if (lastSpeaker !== 'operator' && seconds > WARNING_SECONDS) {
    setTimer(draft, 'reply_warning', seconds - WARNING_SECONDS, from);
  }
}

/** For handoffs on channels where it is on; for plain take-overs only where it is on for them. */
function applies({ state, facts }: Draft): boolean {
  return state.request?.trigger === 'take_over' ? facts.replyTimeoutOnTakeOver === true : facts.replyTimeout;
}
