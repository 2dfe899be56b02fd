import { type Draft, type Outcome, setTimer } from './draft.ts';
import { extendReplyTimers } from './reply-timers.ts';
import { watchHours } from './ring.ts';
import { rulesOf } from './rules-of.ts';
import type { Mode } from './state.ts';
import { onOperatorsAvailable } from './waiting.ts';

/**
 * Other hours, timeouts or another fallback count from now on. Who queues rings where people are at work by the new
 * hours. A time that runs already may become longer and never shorter: nobody loses a person, or their place, because
 * somebody pressed a button. Whatever comes when it is over goes by what holds then.
 */
export function onRulesChanged(draft: Draft): Outcome {
  const { mode } = draft.state;
  if (mode.kind === 'human') return extendReplyTimers(draft, mode) ? 'changed' : 'unchanged';
  if (mode.kind !== 'pending') return 'unchanged';
  if (mode.phase === 'ringing') return extendAccept(draft, mode);
  if (mode.phase !== 'queued') return 'unchanged';
  const moved = watchHours(draft, mode.since);
  return onOperatorsAvailable(draft) === 'changed' || moved ? 'changed' : 'unchanged';
}

function extendAccept(draft: Draft, { since }: Extract<Mode, { phase: 'ringing' }>): Outcome {
  const { acceptTimeoutSeconds } = rulesOf(draft);
  if (since + acceptTimeoutSeconds * 1000 <= (draft.state.timers.accept ?? 0)) return 'unchanged';
  setTimer(draft, 'accept', acceptTimeoutSeconds, since);
  return 'changed';
}
