import { cancelTimer, type Draft, setTimer } from './draft.ts';
import { rulesOf } from './rules-of.ts';

/** How long before the reply timeout its owner is warned. */
const WARNING_SECONDS = 60;

/** Starts the reply timeout anew after every message; the warning is for an owner whom the customer waits for. */
export function startReplyTimers(draft: Draft): void {
  const { mode } = draft.state;
  cancelTimer(draft, 'reply');
  cancelTimer(draft, 'reply_warning');
  if (mode.kind !== 'human' || !applies(draft)) return;
  const seconds = rulesOf(draft).replyTimeoutSeconds;
  setTimer(draft, 'reply', seconds);
  if (mode.lastSpeaker !== 'operator' && seconds > WARNING_SECONDS) {
    setTimer(draft, 'reply_warning', seconds - WARNING_SECONDS);
  }
}

/** For handoffs on channels where it is on; for plain take-overs only where it is on for them. */
function applies({ state, facts }: Draft): boolean {
  return state.request?.trigger === 'take_over' ? facts.replyTimeoutOnTakeOver === true : facts.replyTimeout;
}
