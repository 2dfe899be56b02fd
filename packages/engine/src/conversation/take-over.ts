import { becomeOwner } from './become-owner.ts';
import { audit, type CommandOf, type Draft, emit, notify, type Outcome, patch } from './draft.ts';
import { isWithPhone, notPossible, refuseWithoutPermission } from './guards.ts';
import { askNext, deskOf, fallBack } from './ring.ts';
import { note } from './say.ts';
import { answerTransfer } from './transfer.ts';

/** Take over, from any mode but ended; from another person only as a supervisor. */
export function onTakeOver(draft: Draft, { actor }: CommandOf<'operator.take_over'>): Outcome {
  const refusal = refuseWithoutPermission(actor);
  if (refusal) return refusal;
  const { mode } = draft.state;
  if (mode.kind === 'ended') return { code: 'ended' };
  if (mode.kind === 'human') {
    if (mode.owner.id === actor.id) return 'unchanged';
    if (!actor.supervisor && !isWithPhone(draft)) return { code: 'taken_by', name: mode.owner.name };
    notify(draft, mode.owner.id, 'taken_from_you', actor.name);
  }
  becomeOwner(draft, actor, 'taken_over');
  audit(draft, actor, 'take_over', mode.kind === 'human' ? `from ${mode.owner.name}` : '');
  return 'changed';
}

/** Accept: of an alert, or of a transfer offered to this operator. An alert that is over still leads to a take-over. */
export function onAccept(draft: Draft, { actor }: CommandOf<'operator.accept'>): Outcome {
  const refusal = refuseWithoutPermission(actor);
  if (refusal) return refusal;
  const { mode } = draft.state;
  if (mode.kind === 'ended') return { code: 'ended' };
  if (mode.kind === 'human') {
    if (mode.owner.id === actor.id) return 'unchanged';
    if (mode.transfer?.to.id === actor.id) return answerTransfer(draft, mode, actor, true);
    if (!isWithPhone(draft)) return { code: 'taken_by', name: mode.owner.name };
  }
  becomeOwner(draft, actor, 'taken_over');
  audit(draft, actor, 'accept');
  return 'changed';
}

/** Reject: this operator's buttons go, the rest keep ringing; when all have rejected the fallback comes at once. */
export function onReject(draft: Draft, { actor }: CommandOf<'operator.reject'>): Outcome {
  const refusal = refuseWithoutPermission(actor);
  if (refusal) return refusal;
  const { mode, request } = draft.state;
  if (mode.kind === 'ended') return { code: 'ended' };
  if (mode.kind === 'human') {
    if (mode.transfer?.to.id === actor.id) return answerTransfer(draft, mode, actor, false);
    return mode.owner.id === actor.id ? notPossible(draft) : { code: 'taken_by', name: mode.owner.name };
  }
  if (mode.kind !== 'pending' || mode.phase !== 'ringing' || !request) return notPossible(draft);
  if (mode.rejectedBy.includes(actor.id)) return 'unchanged';
  const desk = deskOf(draft);
  if (!desk) return 'changed';
  const rejectedBy = [...mode.rejectedBy, actor.id];
  patch(draft, { mode: { ...mode, rejectedBy } });
  note(draft, 'rejected', { by: actor.name });
  emit(draft, { type: 'alert.reject', request: request.number, operatorId: actor.id });
  audit(draft, actor, 'reject');
  if (desk.operators.every(({ id }) => rejectedBy.includes(id))) fallBack(draft, 'rejected', mode.queuedSince);
  else if (mode.asked.at(-1)?.id === actor.id) askNext(draft, desk);
  return 'changed';
}
