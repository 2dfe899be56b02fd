import { becomeOwner } from './become-owner.ts';
import { audit, type CommandOf, type Draft, type Outcome, operatorOf, patch } from './draft.ts';
import { isWithPhone, refuseWithoutPermission } from './guards.ts';
import { startReplyTimers } from './reply-timers.ts';
import { sayAsOperator } from './say.ts';

/** A reply. Where nobody owns the conversation it takes it over first, so that nothing written is lost. */
export function onReply(draft: Draft, { actor, content, clientId }: CommandOf<'operator.reply'>): Outcome {
  const refusal = refuseWithoutPermission(actor);
  if (refusal) return refusal;
  const { mode } = draft.state;
  if (mode.kind === 'ended') return { code: 'ended' };
  const free = mode.kind !== 'human' || isWithPhone(draft);
  if (!free && mode.owner.id !== actor.id) return { code: 'taken_by', name: mode.owner.name };
  // A template gets through when nothing else does.
  if (!draft.facts.canWrite && !(content.kind === 'text' && content.template)) return { code: 'outside_window' };
  if (free) {
    becomeOwner(draft, actor, 'taken_over');
    audit(draft, actor, 'take_over', 'by replying');
  }
  sayAsOperator(draft, operatorOf(actor), content, clientId);
  audit(draft, actor, 'reply');
  noteReply(draft);
  return 'changed';
}

/** Nobody waits for an answer any more. */
export function noteReply(draft: Draft): void {
  const { mode } = draft.state;
  if (mode.kind !== 'human') return;
  const lastMessageAt = draft.facts.at;
  patch(draft, { mode: { ...mode, lastSpeaker: 'operator', lastMessageAt, waitingSince: null, awayTold: false } });
  startReplyTimers(draft);
}
