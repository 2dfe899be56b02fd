import type { HandoffOutcome } from '../flow/executor.ts';
import { type Draft, enter, patch } from './draft.ts';
import { closeRequest } from './requests.ts';
import type { ConversationState } from './state.ts';

/**
 * Gives the conversation back to the bot. The flow leaves the Handoff node that asked by the outcome;
 * asked for in any other way, it goes on where it was, with the open question asked again.
 */
export function returnToBot(
  draft: Draft,
  outcome: HandoffOutcome,
  closes: 'resolved' | 'expired' | 'rejected' | 'cancelled',
): void {
  const { request, session } = draft.state;
  const nodeId = request?.nodeId ?? null;
  if (isWaiting(draft.state)) {
    if (nodeId !== null) draft.flowEvent = { type: 'handoff.ended', outcome };
    else if (!botContinues(draft)) draft.flowEvent = { type: 'run.asked_again' };
  }
  if (request && nodeId !== null && request.number > draft.before.requests) draft.hopelessNodes.add(nodeId);
  closeRequest(draft, closes);
  enter(draft, { kind: 'bot' });
  // What the pre-handoff form collected serves the next request too, until a person has dealt with it.
  const over = closes === 'resolved';
  patch(draft, {
    session: {
      formAnswers: over ? null : session.formAnswers,
      team: over ? null : session.team,
      takeOverSaid: false,
    },
  });
}

/** Whether the bot goes on answering while the open request is pending. It never does once a person was there. */
export function botContinues({ state, facts }: Draft): boolean {
  const { request } = state;
  if (facts.configure.whilePending !== 'bot_continues' || !request) return false;
  return request.nodeId === null && request.trigger !== 'take_over' && request.acceptedAt === null;
}

/** Whether the run rests somewhere, waiting. */
function isWaiting({ run }: ConversationState): boolean {
  return run !== null && !run.finished && run.cursor !== null;
}

/** Stops the run for good. */
export function finishRun(draft: Draft): void {
  const { run } = draft.state;
  if (run) patch(draft, { run: { ...run, cursor: null, finished: true } });
}

/** Forgets what counts "once per session". */
export function endSession(draft: Draft): void {
  patch(draft, { session: { formAnswers: null, takeOverSaid: false, team: null } });
}
