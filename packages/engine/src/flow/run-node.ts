import type { Json } from '../json.ts';
import type { CompiledFlow, CompiledNode } from './compile.ts';
import type { Answer, NodeContext, NodeExecutors, NodeResult, ResumeInput, SealedNodeExecutor } from './executor.ts';
import { renderTemplate } from './template.ts';

/** Longer texts are cut: a template that repeats long answers can't grow without end. */
const MAX_FILLED_LENGTH = 20_000;

export type Answers = Readonly<Record<string, Answer>>;

/** How a node is run: entered anew, or woken with the state it waited with. */
export type Call = { do: 'enter' } | { do: 'resume'; input: ResumeInput; state: Json };

/** A node that can't be carried out, in words for the owner. */
export type BrokenNode = { broken: string };

/** Runs one node with the answers so far. What it can't do comes back as a sentence, never as an exception. */
export function runNode(
  flow: CompiledFlow,
  executors: NodeExecutors,
  nodeId: string,
  answers: Answers,
  call: Call,
  said: string | null = null,
): (NodeResult & { node: CompiledNode }) | BrokenNode {
  const node = flow.nodes.get(nodeId);
  if (!node) return { broken: missingNode(nodeId) };
  if (node.broken !== undefined) return { broken: node.broken };
  const executor = Object.hasOwn(executors, node.type) ? executors[node.type] : undefined;
  if (!executor) return { broken: `The node “${nodeId}” is of an unknown type, “${node.type}”.` };
  const context = { nodeId, data: node.data, answers, said, language: flow.language, fill: fillWith(answers) };
  try {
    return { ...carryOut(executor, context, call), node };
  } catch (error) {
    // A fault in one node type stops this run with its reason, not everybody's turns.
    const reason = error instanceof Error ? error.message : String(error);
    return { broken: `The node “${nodeId}” failed: ${reason}` };
  }
}

function carryOut(executor: SealedNodeExecutor, context: NodeContext<unknown>, call: Call): NodeResult {
  return call.do === 'enter' ? executor.enter(context) : executor.resume(context, call.input, call.state);
}

function fillWith(answers: Answers): (template: string) => string {
  return (template) => renderTemplate(template, answers).slice(0, MAX_FILLED_LENGTH);
}

function missingNode(nodeId: string): string {
  return nodeId === '' ? 'This flow has no start.' : `The node “${nodeId}” is not part of this flow.`;
}
