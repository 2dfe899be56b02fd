import { type CommandOf, cancelTimer, type Draft, type Outcome, setTimer } from './draft.ts';
import { ringAgain } from './ring.ts';
import { note } from './say.ts';

const OFFLINE_SECONDS = 2 * 60;

/** The owner can't answer any more. */
export function onOwnerUnavailable(draft: Draft): Outcome {
  return loseOwner(draft, 'is not available any more');
}

/** An owner whom no alert reaches has two minutes to come back. */
export function onOwnerPresence(draft: Draft, { online }: CommandOf<'owner.presence'>): Outcome {
  const runs = draft.state.timers.owner_offline !== undefined;
  if (draft.state.mode.kind !== 'human' || online !== runs) return 'unchanged';
  if (online) cancelTimer(draft, 'owner_offline');
  else setTimer(draft, 'owner_offline', OFFLINE_SECONDS);
  return 'changed';
}

/** Rings again for a conversation whose owner is lost; the line tells staff why. */
export function loseOwner(draft: Draft, why: string): Outcome {
  const { mode } = draft.state;
  if (mode.kind !== 'human') return 'unchanged';
  note(draft, 'handoff_requested', { detail: `${mode.owner.name} ${why}` });
  ringAgain(draft);
  return 'changed';
}
