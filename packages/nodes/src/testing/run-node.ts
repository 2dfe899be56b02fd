import {
  type Answer,
  type BotLanguage,
  type FlowNode,
  type InboundContent,
  type Json,
  type NodeProblem,
  type NodeResult,
  type ResumeInput,
  renderTemplate,
  type SealedNodeDefinition,
  type SealedNodeExecutor,
} from '@baton/engine';
import { expect } from 'vitest';

/** Runs one node type by hand, with its state through JSON as between two messages. */
export function nodeUnderTest(
  executor: SealedNodeExecutor,
  data: FlowNode['data'],
  answers: Record<string, Answer> = {},
  language: BotLanguage = 'en',
) {
  const fill = (template: string) => renderTemplate(template, answers);
  const context = { nodeId: 'node', data, answers, said: null, language, fill };
  return {
    /** `said`: what the customer wrote to come here. */
    enter: (said: string | null = null): NodeResult => executor.enter({ ...context, said }),
    /** Enters, then gives each input in turn while the node waits; the last result. */
    after(...inputs: (InboundContent | ResumeInput)[]): NodeResult {
      let result = executor.enter(context);
      for (const input of inputs) {
        const event = 'type' in input ? input : { type: 'customer.message' as const, content: input };
        result = executor.resume(context, event, stateOf(result));
      }
      return result;
    },
  };
}

function stateOf(result: NodeResult): Json {
  if (result.next.do !== 'wait') throw new Error(`The node does not wait any more: ${JSON.stringify(result.next)}`);
  return JSON.parse(JSON.stringify(result.next.state));
}

export const says = (text: string): InboundContent => ({ kind: 'text', text });
export const taps = (optionId: string, label: string): InboundContent => ({ kind: 'choice', optionId, label });
export const value = (text: string): Answer => ({ kind: 'value', value: text });

/** A definition's view of data that its schema must accept. */
export function parsed(definition: SealedNodeDefinition, data: unknown) {
  const result = definition.parse(data);
  if (!result.ok) throw new Error(`Refused: ${JSON.stringify(result.problems)}`);
  return result.node;
}

/** The paths of the problems of some data, errors marked. */
export function problemPaths(definition: SealedNodeDefinition, data: unknown): string[] {
  const mark = (problem: NodeProblem) => `${problem.path ?? ''}${problem.severity === 'error' ? '!' : '?'}`;
  return parsed(definition, data).problems.map(mark);
}

/** Checks that every template of some data is rewritten, and nothing else: templates must hold `<<old>>`. */
export function expectTemplatesMapped(definition: SealedNodeDefinition, data: FlowNode['data']): void {
  const node = parsed(definition, data);
  const mapped = node.mapTemplates((template) => template.replaceAll('<<old', '<<new'));
  expect(JSON.stringify(mapped)).toBe(JSON.stringify(node.data).replaceAll('<<old', '<<new'));
  expect(node.templates.filter((template) => template.includes('<<old'))).not.toEqual([]);
  expect(parsed(definition, mapped).templates).toEqual(
    node.templates.map((template) => template.replaceAll('<<old', '<<new')),
  );
}
