import type { CompiledFlow } from '../flow/compile.ts';
import type { FlowEvent } from '../flow/run.ts';
import { type Operator, phoneOperator } from '../message.ts';
import type { Command, ConversationEffect, Decision, Facts, OperatorNotice, Refusal } from './command.ts';
import type { ConversationState, HandoffRequest, HandoffTrigger, Mode, Submission } from './state.ts';
import { type TimerKind, timerKinds } from './timer-kinds.ts';

/**
 * One decision in the making. Handlers change `state` and emit effects; what can be read off the state
 * (timers, requests, submissions, the fence) becomes effects when the draft is closed, once each.
 */
export interface Draft {
  readonly facts: Facts;
  readonly before: ConversationState;
  state: ConversationState;
  /** The flow of the current run: another one as soon as a fresh run starts. */
  flow: CompiledFlow;
  /** What moves the flow once the handler is done: texts of the handoff come before those of the flow. */
  flowEvent: FlowEvent | null;
  /** Handoff nodes that nobody could be asked for in this decision: asking again would go round in circles. */
  readonly hopelessNodes: Set<string>;
  readonly effects: ConversationEffect[];
  readonly timersSet: Set<TimerKind>;
  readonly requests: Map<number, HandoffRequest>;
  readonly submissions: Map<number, Submission>;
  discardFlow: boolean;
  /** A message of the customer that went to the flow, and what became of it. */
  turn: { refused: boolean; text: string | null } | null;
  /** Why a person should be offered, where that is known already. */
  noticed: Noticed | null;
  /** The flow stopped with an error. */
  flowFailed: boolean;
  /** The desk that the decision depends on and does not know. */
  neededDesk: string | null;
}

/** A reason to offer a person. */
export interface Noticed {
  trigger: HandoffTrigger;
  reason: string;
}

/** What a handler answers: whether its draft is to be written, or why not. A refusal must leave no trace in it. */
export type Outcome = 'changed' | 'unchanged' | 'superseded' | Refusal;

/** Commands by their type. */
export type CommandOf<T extends Command['type'] = Command['type']> = {
  [K in T]: Extract<Command, { type: K }>;
}[T];

/** Opens a draft on a state, which stays as it is. */
export function openDraft(state: ConversationState, facts: Facts): Draft {
  return {
    facts,
    before: state,
    state,
    flow: facts.flow,
    flowEvent: null,
    hopelessNodes: new Set(),
    effects: [],
    timersSet: new Set(),
    requests: new Map(),
    submissions: new Map(),
    discardFlow: false,
    turn: null,
    noticed: null,
    flowFailed: false,
    neededDesk: null,
  };
}

/** Turns a handler's answer and its draft into the decision. */
export function closeDraft(draft: Draft, outcome: Outcome): Decision {
  if (draft.neededDesk !== null) return { type: 'needs_desk', desk: draft.neededDesk };
  if (outcome === 'unchanged') return { type: 'unchanged' };
  if (typeof outcome === 'object') return { type: 'refused', refusal: outcome };
  const effects: ConversationEffect[] = [
    ...(draft.discardFlow ? [{ type: 'outbox.discard_flow' } as const] : []),
    // In the order of their numbers: an old request is closed before the next one opens.
    ...[...draft.requests.values()].map((request) => ({ type: 'request', request }) as const),
    ...[...draft.submissions.values()].map((submission) => ({ type: 'submission', submission }) as const),
    ...draft.effects,
    ...timerEffects(draft),
  ];
  return { type: outcome, state: draft.state, effects };
}

/** One effect per kind, however often it was set and cancelled on the way. */
function timerEffects(draft: Draft): ConversationEffect[] {
  return timerKinds.flatMap((timer): ConversationEffect[] => {
    const before = draft.before.timers[timer];
    const dueAt = draft.state.timers[timer];
    if (dueAt === undefined) return before === undefined ? [] : [{ type: 'timer.cancel', timer }];
    return dueAt === before && !draft.timersSet.has(timer) ? [] : [{ type: 'timer.set', timer, dueAt }];
  });
}

/** Adds an effect that the state does not tell. */
export function emit(draft: Draft, effect: ConversationEffect): void {
  draft.effects.push(effect);
}

/** Tells an operator something about a conversation that was or will be theirs. The business's phone has no screen for it. */
export function notify(draft: Draft, operatorId: string, notice: OperatorNotice, by: string | null): void {
  if (operatorId !== phoneOperator.id) emit(draft, { type: 'operator.notify', operatorId, notice, by });
}

/** Changes some members of the state. */
export function patch(draft: Draft, change: Partial<ConversationState>): void {
  draft.state = { ...draft.state, ...change };
}

/**
 * Goes to another mode. Its timers start anew; only the grace of a visitor who went away runs on while they wait.
 * When somebody else answers from now on the epoch rises, and what the flow has not yet sent is discarded.
 */
export function enter(draft: Draft, mode: Mode): void {
  const from = draft.state.mode;
  const { visitor_gone } = draft.state.timers;
  const waitsOn = from.kind === 'pending' && mode.kind === 'pending' && visitor_gone !== undefined;
  const passes = speaker(from) !== speaker(mode);
  if (passes && speaker(from) === 'bot') draft.discardFlow = true;
  const { timers, ai } = draft.state;
  patch(draft, {
    mode,
    // The bot's question to an AI lives as long as the bot speaks.
    ai: passes ? { ...ai, waiting: null } : ai,
    epoch: draft.state.epoch + (passes ? 1 : 0),
    timers: {
      ...(waitsOn ? { visitor_gone } : {}),
      ...(!passes && timers.ai !== undefined ? { ai: timers.ai } : {}),
    },
  });
}

/** Who may speak: the bot also while a customer waits for a person. */
function speaker(mode: Mode): string {
  if (mode.kind === 'human') return `person ${mode.owner.id}`;
  return mode.kind === 'bot' || mode.kind === 'pending' ? 'bot' : 'nobody';
}

/** Starts a timer, or starts it anew. It counts from now, where nothing else is said. */
export function setTimer(draft: Draft, timer: TimerKind, seconds: number, from = draft.facts.at): void {
  draft.timersSet.add(timer);
  patch(draft, { timers: { ...draft.state.timers, [timer]: from + seconds * 1000 } });
}

/** Stops a timer; one that does not run stays so. */
export function cancelTimer(draft: Draft, timer: TimerKind): void {
  const { [timer]: _, ...timers } = draft.state.timers;
  patch(draft, { timers });
}

/** Records what a member of staff did. */
export function audit(draft: Draft, actor: Operator, action: string, detail = ''): void {
  emit(draft, { type: 'audit', action, by: operatorOf(actor), detail });
}

/** The part of an actor that is stored: not what they may do just now. */
export function operatorOf({ id, name }: Operator): Operator {
  return { id, name };
}
