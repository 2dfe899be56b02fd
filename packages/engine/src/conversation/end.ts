import type { Operator } from '../message.ts';
import { audit, type CommandOf, type Draft, enter, type Outcome, patch } from './draft.ts';
import { refuseStranger } from './guards.ts';
import { closeRequest, settleAlerts } from './requests.ts';
import { endSession, finishRun } from './return-to-bot.ts';
import { note } from './say.ts';
import type { Mode } from './state.ts';
import { cancelOpenSubmissions } from './submissions.ts';

/** How long a resolved conversation waits for the customer's next message before it is over for good. */
const STALE_MS = 72 * 60 * 60 * 1000;

type EndedBy = Extract<Mode, { kind: 'ended' }>['by'];

/** Ends the conversation from any mode. Reviews that are due stay due. */
function end(draft: Draft, by: EndedBy): void {
  const { mode, request } = draft.state;
  cancelOpenSubmissions(draft);
  settleAlerts(draft, 'ended');
  if (request) closeRequest(draft, mode.kind === 'human' ? 'resolved' : 'cancelled');
  finishRun(draft);
  endSession(draft);
  enter(draft, { kind: 'ended', at: draft.facts.at, by });
  patch(draft, { archived: true });
}

function endByStaff(draft: Draft, actor: Operator, action: string, detail: string): Outcome {
  if (draft.state.mode.kind === 'ended') return 'unchanged';
  note(draft, 'ended', { by: actor.name, detail });
  end(draft, 'staff');
  audit(draft, actor, action);
  return 'changed';
}

/** End conversation. */
export function onEnd(draft: Draft, { actor }: CommandOf<'operator.end'>): Outcome {
  return refuseStranger(draft, actor) ?? endByStaff(draft, actor, 'end', '');
}

/** The contact was banned, by somebody who may. */
export function onBlocked(draft: Draft, { actor }: CommandOf<'contact.blocked'>): Outcome {
  return endByStaff(draft, actor, 'block', 'Contact blocked');
}

/** The visitor chose End chat, or closed the chat where that ends it. */
export function onEndChat(draft: Draft): Outcome {
  if (draft.state.mode.kind === 'ended') return 'unchanged';
  note(draft, 'visitor_closed');
  end(draft, 'visitor');
  return 'changed';
}

/** Whether the conversation was resolved so long ago that what the customer writes now begins another one. */
export function isStale({ state, facts }: Draft): boolean {
  return state.mode.kind === 'resolved' && facts.at - state.mode.at > STALE_MS;
}

/** The customer needs a new conversation: this one is over, or is ended now. */
export function supersede(draft: Draft): Outcome {
  if (draft.state.mode.kind === 'ended') return 'superseded';
  note(draft, 'stale');
  end(draft, 'system');
  return 'superseded';
}
