import type { NodeEffect } from '../flow/executor.ts';
import { type FlowEffect, type FlowEvent, newRun, type RunState } from '../flow/run.ts';
import { transition } from '../flow/transition.ts';
import { askAi, stopWaitingForAi } from './ask-ai.ts';
import { type Draft, emit, patch } from './draft.ts';
import { closeOffer, forgetNoticed } from './offer-state.ts';
import { noteFlowAnswer, routeTo } from './pre-handoff-form.ts';
import { requestByNode } from './request-handoff.ts';
import { updateRequest } from './requests.ts';
import { endSession, finishRun } from './return-to-bot.ts';
import { note, sayAsBot } from './say.ts';
import { cancelOpenSubmissions, collectAnswer, ensureSubmission, leaveSubmission, submitRun } from './submissions.ts';

/** Where a run begins, if not at the flow's start, and with which words of the customer. */
interface Beginning {
  at?: string | null;
  said?: string | null;
}

/**
 * Begins a fresh run on the latest version, at its start or at another of its nodes; what the run before it was still
 * collecting is cancelled.
 */
export function startRun(draft: Draft, { at = null, said = null }: Beginning = {}): void {
  const { latest } = draft.facts;
  // A fresh run is a new matter: what an earlier form collected is not about it.
  if (!draft.state.request) endSession(draft);
  cancelOpenSubmissions(draft);
  leaveSubmission(draft);
  draft.flow = latest;
  draft.flowEvent = {
    type: 'run.started',
    ...(at !== null && latest.nodes.has(at) ? { at } : {}),
    ...(said === null ? {} : { said }),
  };
  patch(draft, { run: newRun(latest.versionId), runs: draft.state.runs + 1 });
  forgetNoticed(draft);
}

/** Moves the flow until it rests: a handoff that nobody could take sends it on at once. */
export function settleFlow(draft: Draft): void {
  while (draft.flowEvent) {
    const event = draft.flowEvent;
    draft.flowEvent = null;
    advance(draft, event);
  }
}

function advance(draft: Draft, event: FlowEvent): void {
  const { run } = draft.state;
  if (!run) return;
  // Whatever moves the run answers what its node asked, or makes it ask anew.
  stopWaitingForAi(draft);
  const { state, effects } = transition(draft.flow, draft.facts.executors, run, event);
  patch(draft, { run: state });
  for (const effect of effects) apply(draft, effect, event, run);
}

function apply(draft: Draft, effect: FlowEffect, event: FlowEvent, before: RunState): void {
  switch (effect.type) {
    case 'say':
      // From now on a "yes" is for what is said here.
      closeOffer(draft);
      sayAsBot(draft, effect.nodeId, effect.content);
      break;
    case 'answered':
      noteFlowAnswer(draft, effect.nodeId, effect.answer);
      // What a flow sets by itself while it greets is nothing a customer gave: it makes no submission yet.
      if (event.type === 'customer.message') ensureSubmission(draft, before);
      collectAnswer(draft, effect.nodeId, effect.answer);
      break;
    case 'node':
      applyNode(draft, effect.nodeId, effect.effect, before);
      break;
    case 'refused':
      if (draft.turn) draft.turn.refused = true;
      break;
    case 'run.failed':
      // The run is over; staff see why, with the nodes named, and can take over.
      fail(draft, effect.message);
      break;
    case 'run.finished':
      break;
    default:
      effect satisfies never;
  }
}

function applyNode(draft: Draft, nodeId: string, effect: NodeEffect, before: RunState): void {
  switch (effect.type) {
    case 'submit':
      ensureSubmission(draft, before);
      submitRun(draft, effect);
      break;
    case 'ai.reply':
      askAi(draft, effect);
      break;
    case 'handoff.request':
      applyHandoff(draft, nodeId, effect);
      break;
    case 'contact.keep':
      emit(draft, effect);
      break;
    case 'handoff.route':
      routeTo(draft, effect.team);
      break;
    default:
      effect satisfies never;
  }
}

type HandoffWish = Extract<NodeEffect, { type: 'handoff.request' }>;

/** A Handoff node waits for its outcome, so its wish is the last thing a run does before it rests. */
function applyHandoff(draft: Draft, nodeId: string, { reason, team }: HandoffWish): void {
  if (draft.hopelessNodes.has(nodeId)) {
    fail(draft, `The flow asks for a person at “${nodeId}” over and over while nobody can be asked.`);
  } else if (draft.state.request) {
    // The bot went on while a request was pending, and arrived at a Handoff node: one request serves both.
    updateRequest(draft, { nodeId, team: team ?? draft.state.request.team });
  } else {
    requestByNode(draft, nodeId, { reason, team });
  }
}

function fail(draft: Draft, message: string): void {
  finishRun(draft);
  draft.flowFailed = true;
  note(draft, 'flow_failed', { detail: message });
}
