import type { CompiledFlow, CompiledNode } from './compile.ts';
import type { Answer, NodeExecutors, NodeResult } from './executor.ts';
import { hasWords } from './has-words.ts';
import type { FlowEffect, FlowEvent, RunState } from './run.ts';
import { type Call, runNode } from './run-node.ts';

/** What a run became, and what it wants done, in order. */
export interface Transition {
  state: RunState;
  effects: FlowEffect[];
}

/**
 * How often one turn may enter the same node while answers go on changing. A node that is entered again with every
 * answer as it was would go round for ever, since nodes are pure: that is stopped at once, whatever the count.
 */
const MAX_VISITS = 10;

/**
 * Moves a run by one event. Pure: everything is JSON in and JSON out, nothing is carried out here.
 * An event that the run does not wait for changes nothing. Its cost depends on the nodes it passes, not on the flow's size.
 */
export function transition(
  flow: CompiledFlow,
  executors: NodeExecutors,
  state: RunState,
  event: FlowEvent,
): Transition {
  const step = firstStep(flow, state, event);
  return step === null ? { state, effects: [] } : walk(flow, executors, state, step, saidIn(event));
}

/** What the customer wrote; a tap is an answer to its own question only. */
function saidIn(event: FlowEvent): string | null {
  if (event.type === 'run.started') return event.said ?? null;
  return event.type === 'customer.message' && event.content.kind === 'text' ? event.content.text : null;
}

type Step = { nodeId: string; call: Call };

function firstStep(flow: CompiledFlow, state: RunState, event: FlowEvent): Step | null {
  if (state.finished) return null;
  const { cursor } = state;
  if (event.type === 'run.started') {
    return cursor === null ? { nodeId: event.at ?? flow.startId, call: { do: 'enter' } } : null;
  }
  if (cursor === null) return null;
  if (event.type === 'run.asked_again') return { nodeId: cursor.nodeId, call: { do: 'enter' } };
  return { nodeId: cursor.nodeId, call: { do: 'resume', input: event, state: cursor.state } };
}

function walk(
  flow: CompiledFlow,
  executors: NodeExecutors,
  state: RunState,
  first: Step,
  heard: string | null,
): Transition {
  const effects: FlowEffect[] = [];
  const path = new VisitedPath();
  let answers = state.answers;
  let step: Step = first;
  let said = heard;

  function stop(last?: FlowEffect): Transition {
    if (last) effects.push(last);
    return { state: { ...state, cursor: null, finished: true, answers }, effects };
  }

  for (;;) {
    const { nodeId, call } = step;
    const loop = call.do === 'enter' ? path.enter(nodeId) : null;
    if (loop) return stop(loopFailure(loop));
    const result = runNode(flow, executors, nodeId, answers, call, said);
    if ('broken' in result) {
      return stop({ type: 'run.failed', code: 'broken_node', nodes: [nodeId], message: result.broken });
    }
    if (result.answer) {
      if (!isSameAnswer(answers, nodeId, result.answer)) path.noteChange();
      answers = { ...answers, [nodeId]: result.answer };
    }
    if (result.took) said = null;
    collectEffects(effects, nodeId, result);
    if (result.next.do === 'wait') {
      return { state: { ...state, cursor: { nodeId, state: result.next.state }, answers }, effects };
    }
    const target = targetOf(result.node, result.next);
    if (target === undefined) return stop({ type: 'run.finished' });
    step = { nodeId: target, call: { do: 'enter' } };
  }
}

function collectEffects(effects: FlowEffect[], nodeId: string, result: NodeResult): void {
  if (result.answer) effects.push({ type: 'answered', nodeId, answer: result.answer });
  for (const content of result.say ?? []) if (hasWords(content)) effects.push({ type: 'say', nodeId, content });
  if (result.refused) effects.push({ type: 'refused', nodeId });
  for (const effect of result.effects ?? []) effects.push({ type: 'node', nodeId, effect });
}

/** The node that a result leads to; undefined where the run ends. */
function targetOf(node: CompiledNode, next: NodeResult['next']): string | undefined {
  if (next.do === 'continue') return node.exits.get('next');
  return next.do === 'leave' ? node.exits.get(next.exit) : undefined;
}

function loopFailure(nodes: string[]): FlowEffect {
  const names = nodes.map((id) => `“${id}”`).join(' → ');
  return {
    type: 'run.failed',
    code: 'loop',
    nodes,
    message: `The flow goes round ${names} without waiting for anybody. Put a question or an end in between.`,
  };
}

function isSameAnswer(answers: RunState['answers'], nodeId: string, answer: Answer): boolean {
  return Object.hasOwn(answers, nodeId) && JSON.stringify(answers[nodeId]) === JSON.stringify(answer);
}

/** The nodes entered in one turn, to tell a loop from a long way. */
class VisitedPath {
  readonly #path: string[] = [];
  readonly #visits = new Map<string, { at: number; changes: number; count: number }>();
  #changes = 0;

  noteChange(): void {
    this.#changes += 1;
  }

  /** Null while the run may go on; else the nodes it goes round. */
  enter(nodeId: string): string[] | null {
    const last = this.#visits.get(nodeId);
    if (last && (last.changes === this.#changes || last.count >= MAX_VISITS)) {
      return [...new Set(this.#path.slice(last.at))];
    }
    this.#visits.set(nodeId, { at: this.#path.length, changes: this.#changes, count: (last?.count ?? 0) + 1 });
    this.#path.push(nodeId);
    return null;
  }
}
