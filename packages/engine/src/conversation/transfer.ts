import { becomeOwner } from './become-owner.ts';
import type { Actor } from './command.ts';
import {
  audit,
  type CommandOf,
  cancelTimer,
  type Draft,
  notify,
  type Outcome,
  operatorOf,
  patch,
  setTimer,
} from './draft.ts';
import { notPossible, refuseStranger, refuseWithoutPermission } from './guards.ts';
import { updateRequest } from './requests.ts';
import { findDesk, ringAgain } from './ring.ts';
import { note } from './say.ts';
import type { Mode } from './state.ts';

/** How long a colleague has to answer an offer; its owner keeps the conversation meanwhile. */
export const TRANSFER_SECONDS = 2 * 60;

type HumanMode = Extract<Mode, { kind: 'human' }>;

/** Offers the conversation to somebody; its owner keeps it until they accept. A newer offer replaces an older one. */
export function onTransfer(draft: Draft, { actor, to, note: text = '' }: CommandOf<'operator.transfer'>): Outcome {
  const refusal = refuseStranger(draft, actor);
  if (refusal) return refusal;
  const { mode } = draft.state;
  if (mode.kind === 'ended') return { code: 'ended' };
  if (mode.kind !== 'human') return notPossible(draft);
  if (to.id === mode.owner.id || to.id === mode.transfer?.to.id) return 'unchanged';
  const transfer = { to: operatorOf(to), by: operatorOf(actor), requestedAt: draft.facts.at, note: text };
  patch(draft, { mode: { ...mode, transfer } });
  setTimer(draft, 'transfer', TRANSFER_SECONDS);
  note(draft, 'transfer_requested', { by: actor.name, detail: withNote(to.name, text) });
  notify(draft, to.id, 'transfer_offered', actor.name);
  audit(draft, actor, 'transfer', `to ${to.name}`);
  return 'changed';
}

/** The one it was offered to accepts or refuses. */
export function onAnswerTransfer(draft: Draft, { actor, accept }: CommandOf<'operator.answer_transfer'>): Outcome {
  const refusal = refuseWithoutPermission(actor);
  if (refusal) return refusal;
  const { mode } = draft.state;
  if (mode.kind === 'ended') return { code: 'ended' };
  if (mode.kind !== 'human') return notPossible(draft);
  if (mode.transfer?.to.id === actor.id) return answerTransfer(draft, mode, actor, accept);
  // Answered before, or withdrawn: only who still wants it must learn that somebody else has it.
  if (mode.owner.id === actor.id || !accept) return 'unchanged';
  return { code: 'taken_by', name: mode.owner.name };
}

/** Carries out the answer of the operator to whom the conversation was offered. */
export function answerTransfer(draft: Draft, mode: HumanMode, actor: Actor, accept: boolean): Outcome {
  audit(draft, actor, accept ? 'accept_transfer' : 'refuse_transfer');
  if (accept) becomeOwner(draft, actor, 'transferred');
  else dropTransfer(draft, mode);
  return 'changed';
}

/** The owner keeps the conversation, since the other refused or did not answer in time. */
export function dropTransfer(draft: Draft, mode: HumanMode): void {
  if (!mode.transfer) return;
  const { to, by } = mode.transfer;
  patch(draft, { mode: { ...mode, transfer: null } });
  cancelTimer(draft, 'transfer');
  note(draft, 'rejected', { by: to.name, detail: 'Transfer' });
  for (const operatorId of new Set([mode.owner.id, by.id])) {
    notify(draft, operatorId, 'transfer_refused', to.name);
  }
}

/**
 * Gives the conversation up to a team, or to everybody. Where nobody of them could be told, it is refused: a customer
 * who has a person must not end at a lead form.
 */
export function onTransferToTeam(draft: Draft, command: CommandOf<'operator.transfer_to_team'>): Outcome {
  const { actor, team, note: text = '' } = command;
  const refusal = refuseStranger(draft, actor);
  if (refusal) return refusal;
  const { mode, session } = draft.state;
  if (mode.kind === 'ended') return { code: 'ended' };
  if (mode.kind !== 'human') return notPossible(draft);
  const desk = findDesk(draft, team);
  if (!desk) return 'changed';
  const without = [mode.owner.id, actor.id];
  if (desk.operators.every(({ id }) => without.includes(id))) {
    return { code: 'nobody_there', team: desk.team?.name ?? null };
  }
  const to = desk.team?.name ?? 'everybody';
  note(draft, 'transferred_to_team', { by: actor.name, detail: withNote(`To ${to}`, text) });
  if (mode.owner.id !== actor.id) {
    notify(draft, mode.owner.id, 'taken_from_you', actor.name);
  }
  // From now on the team is what staff chose, whatever the customer's form said.
  patch(draft, { session: { ...session, team: null } });
  updateRequest(draft, { team: desk.team?.id ?? null });
  ringAgain(draft, { without, byStaff: true });
  audit(draft, actor, 'transfer', `to ${to}`);
  return 'changed';
}

/** What happened, and the words that go with it, in one line. */
function withNote(what: string, text: string): string {
  return text.trim() === '' ? what : `${what}. ${text.trim()}`;
}
