import type { ConversationEffect } from './command.ts';
import { type Draft, emit, patch } from './draft.ts';
import type { HandoffRequest } from './state.ts';

type Wish = Pick<HandoffRequest, 'trigger' | 'reason' | 'nodeId' | 'team'>;
type Closed = Exclude<HandoffRequest['state'], 'pending' | 'active'>;

/** Opens the one request a conversation can have open. */
export function openRequest(draft: Draft, wish: Wish): void {
  const number = draft.state.requests + 1;
  patch(draft, { requests: number, team: null });
  keep(draft, {
    number,
    ...wish,
    state: 'pending',
    requestedAt: draft.facts.at,
    ringingAt: null,
    acceptedAt: null,
    closedAt: null,
    operator: null,
  });
}

/** Changes the open request; without one nothing happens. */
export function updateRequest(draft: Draft, change: Partial<HandoffRequest>): void {
  if (draft.state.request) keep(draft, { ...draft.state.request, ...change });
}

/** Closes the open request. */
export function closeRequest(draft: Draft, state: Closed): void {
  updateRequest(draft, { state, closedAt: draft.facts.at });
  patch(draft, { request: null });
}

function keep(draft: Draft, request: HandoffRequest): void {
  patch(draft, { request });
  draft.requests.set(request.number, request);
}

type Settled = Extract<ConversationEffect, { type: 'alert.settle' }>['outcome'];

/** Edits the alerts of the open request to what came out, where any went out. */
export function settleAlerts(draft: Draft, outcome: Settled, by: string | null = null): void {
  const { request } = draft.state;
  if (request && request.ringingAt !== null) {
    emit(draft, { type: 'alert.settle', request: request.number, outcome, by });
  }
}
