import type { Json } from '../json.ts';
import type { InboundContent, OutboundContent } from '../message.ts';
import type { CompiledFlow } from './compile.ts';
import type { Answer, NodeEffect, NodeExecutors } from './executor.ts';
import { hasWords } from './has-words.ts';
import { type Answers, runNode } from './run-node.ts';

/** A node that was asked on its own, outside of the flow's path, and waits with `state`. */
export interface AskedNode {
  say: OutboundContent[];
  state: Json;
}

/** What an answer to such a node led to. Whoever leaves without an answer has given an empty one. */
export type AnsweredNode =
  | { done: true; answer: Answer; effects: readonly NodeEffect[] }
  | { done: false; say: OutboundContent[]; state: Json };

/** Asks one node on its own (the pre-handoff form). Null where there is nothing to ask: no such node, or it can't wait. */
export function askNode(
  flow: CompiledFlow,
  executors: NodeExecutors,
  nodeId: string,
  answers: Answers,
): AskedNode | null {
  const result = runNode(flow, executors, nodeId, answers, { do: 'enter' });
  if ('broken' in result || result.next.do !== 'wait') return null;
  return { say: (result.say ?? []).filter(hasWords), state: result.next.state };
}

/** Gives what the customer sent to a node that was asked on its own. A node that broke meanwhile is done. */
export function answerNode(
  flow: CompiledFlow,
  executors: NodeExecutors,
  nodeId: string,
  answers: Answers,
  state: Json,
  content: InboundContent,
): AnsweredNode {
  const input = { type: 'customer.message' as const, content };
  const result = runNode(flow, executors, nodeId, answers, { do: 'resume', input, state });
  if ('broken' in result) return { done: true, answer: noAnswer, effects: [] };
  if (result.next.do !== 'wait')
    return { done: true, answer: result.answer ?? noAnswer, effects: result.effects ?? [] };
  return { done: false, say: (result.say ?? []).filter(hasWords), state: result.next.state };
}

const noAnswer: Answer = { kind: 'fields', fields: [] };
