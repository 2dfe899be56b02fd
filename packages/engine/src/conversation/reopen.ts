import { becomeOwner } from './become-owner.ts';
import { audit, type CommandOf, type Draft, type Outcome } from './draft.ts';
import { notPossible, refuseWithoutPermission } from './guards.ts';

/** Reopens what is over, as a take-over: unless the contact has a newer conversation, or can't be written to. */
export function onReopen(draft: Draft, { actor }: CommandOf<'operator.reopen'>): Outcome {
  const refusal = refuseWithoutPermission(actor);
  if (refusal) return refusal;
  const { mode } = draft.state;
  const { newerOpen, canWrite } = draft.facts;
  if (mode.kind === 'human') {
    return mode.owner.id === actor.id ? 'unchanged' : { code: 'taken_by', name: mode.owner.name };
  }
  if (mode.kind !== 'resolved' && mode.kind !== 'ended') return notPossible(draft);
  if (newerOpen !== null) return { code: 'newer_open', conversationId: newerOpen };
  if (!canWrite) return { code: 'outside_window' };
  becomeOwner(draft, actor, 'reopened');
  audit(draft, actor, 'reopen');
  return 'changed';
}
