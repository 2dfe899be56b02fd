import { stopWaitingForAi } from './ask-ai.ts';
import { type CommandOf, type Draft, enter, type Outcome, patch } from './draft.ts';
import { isStale, supersede } from './end.ts';
import { refuseOutsideHours } from './outside-hours.ts';
import { askPreHandoffForm, mayLeadToSomebody } from './pre-handoff-form.ts';
import { openRequest } from './requests.ts';
import { botContinues } from './return-to-bot.ts';
import { ring } from './ring.ts';
import { rulesOf } from './rules-of.ts';
import { note } from './say.ts';
import type { HandoffRequest } from './state.ts';

/** Why a person is wanted. */
export type Wish = Pick<HandoffRequest, 'trigger' | 'reason' | 'nodeId' | 'team'>;

/**
 * Asks for a person: outside working hours a lead form, else the pre-handoff form where it is due, else the alerts.
 * A form that may lead to a team at work is asked also while others are closed: its answer decides whose hours count.
 */
export function requestHandoff(draft: Draft, wish: Wish): void {
  openRequest(draft, wish);
  if (!botContinues(draft)) stopWaitingForAi(draft);
  note(draft, 'handoff_requested', { detail: wish.reason });
  const { closed } = rulesOf(draft);
  if (closed !== null && !mayLeadToSomebody(draft)) refuseOutsideHours(draft, closed);
  else if (!askPreHandoffForm(draft)) ring(draft);
}

/** A Handoff node asks. Where handoff is switched off nobody is there, and the flow goes on without a word. */
export function requestByNode(draft: Draft, nodeId: string, wish: { reason: string; team: string | null }): void {
  if (draft.facts.handoffEnabled) {
    requestHandoff(draft, { trigger: 'node', nodeId, ...wish });
  } else {
    draft.hopelessNodes.add(nodeId);
    draft.flowEvent = { type: 'handoff.ended', outcome: 'no_one_available' };
  }
}

/** The customer asks for a person by the headset, a keyword or an offer. */
export function onRequestHandoff(draft: Draft, wish: CommandOf<'customer.request_handoff'>): Outcome {
  const { mode } = draft.state;
  if (draft.facts.contactBlocked) return 'unchanged';
  // Asked for already, or there already.
  if (mode.kind === 'pending' || mode.kind === 'human') return 'unchanged';
  if (mode.kind === 'ended' || isStale(draft)) return supersede(draft);
  if (!draft.facts.handoffEnabled) return { code: 'not_allowed' };
  if (mode.kind === 'resolved') enter(draft, { kind: 'bot' });
  patch(draft, { archived: false });
  requestHandoff(draft, { trigger: wish.trigger, reason: wish.reason, nodeId: null, team: null });
  return 'changed';
}
