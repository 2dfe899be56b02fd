import { type Operator, phoneOperator, type TranscriptEvent } from '../message.ts';
import { type Draft, enter, operatorOf, patch } from './draft.ts';
import { closeOffer, patchTriggers } from './offer-state.ts';
import { startReplyTimers } from './reply-timers.ts';
import { openRequest, settleAlerts, updateRequest } from './requests.ts';
import { note, operatorAnswer, sayText } from './say.ts';
import type { Mode } from './state.ts';

/**
 * Makes somebody the owner, from any mode: the bot is silent from this write on. The customer is told that a person
 * takes over once per human era, and by whom each time; not where they have read the phone's answer already.
 */
export function becomeOwner(draft: Draft, actor: Operator, event: TranscriptEvent): void {
  const operator = operatorOf(actor);
  const { at, configure } = draft.facts;
  const { mode, request } = draft.state;
  note(draft, event, { by: operator.name });
  if (mode.kind === 'pending') settleAlerts(draft, 'taken', operator.name);
  if (!request) openRequest(draft, { trigger: 'take_over', reason: '', nodeId: null, team: null });
  updateRequest(draft, { state: 'active', operator, acceptedAt: request?.acceptedAt ?? at });
  const wait = waitOf(mode, request?.requestedAt ?? at);
  enter(draft, {
    kind: 'human',
    owner: operator,
    since: at,
    lastMessageAt: at,
    transfer: null,
    awayTold: false,
    ...wait,
  });
  patch(draft, { archived: false });
  closeOffer(draft);
  if (draft.state.triggers.stalled) patchTriggers(draft, { stalled: false });
  const { session } = draft.state;
  const spoke = operator.id === phoneOperator.id;
  if (!session.takeOverSaid && !spoke) sayText(draft, configure.humanTakesOver);
  patch(draft, { session: { ...session, takeOverSaid: true } });
  if (!spoke) sayText(draft, configure.connectedTo, operatorAnswer(operator));
  startReplyTimers(draft);
}

type Wait = Pick<Extract<Mode, { kind: 'human' }>, 'lastSpeaker' | 'waitingSince'>;

/** A new owner inherits whose turn it is; who asked for a person waits since then. */
function waitOf(mode: Mode, requestedAt: number): Wait {
  if (mode.kind === 'human') return { lastSpeaker: mode.lastSpeaker, waitingSince: mode.waitingSince };
  if (mode.kind === 'pending') return { lastSpeaker: 'customer', waitingSince: requestedAt };
  return { lastSpeaker: null, waitingSince: null };
}
