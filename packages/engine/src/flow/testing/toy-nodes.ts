import { z } from 'zod';
import { defineExecutor } from '../define-executor.ts';
import { defineNode } from '../define-node.ts';
import { type FlowDocument, type FlowNode, flowDocumentSchema } from '../document.ts';
import type { NodeExecutors } from '../executor.ts';
import { type NodeDefinition, type NodeDefinitions, nextExit } from '../node-definition.ts';

// The smallest node types that show all the engine has to deal with. The real ones are in packages/nodes.

const textSchema = z.object({ text: z.string().default('') });
type TextData = z.infer<typeof textSchema>;

const toy = {
  group: 'say',
  title: 'Toy',
  description: '',
  icon: 'IconBox',
  schema: textSchema,
  initial: () => ({ text: '' }),
  exits: () => [nextExit],
  answer: () => null,
  templates: (data) => [data.text],
  mapTemplates: (data, map) => ({ ...data, text: map(data.text) }),
  preview: (data) => [data.text],
  problems: (data) =>
    data.text === 'bad' ? [{ severity: 'error', message: 'Write something good.', path: 'text' }] : [],
} satisfies Partial<NodeDefinition<TextData>>;

const toyDefinitions = [
  defineNode<TextData>({ ...toy, type: 'start', entry: true }),
  defineNode<TextData>({ ...toy, type: 'say' }),
  defineNode<TextData>({
    ...toy,
    type: 'ask',
    waits: true,
    answer: () => ({ kind: 'value' }),
    exits: () => [nextExit, { id: 'failed', label: 'Failed', optional: true, unanswered: true }],
  }),
  defineNode<TextData>({
    ...toy,
    type: 'form',
    waits: true,
    preHandoffForm: true,
    answer: () => ({
      kind: 'fields',
      fields: [
        { id: 'topic', label: 'Topic' },
        { id: 'phone', label: 'Phone', optional: true },
      ],
    }),
  }),
  defineNode<TextData>({
    ...toy,
    type: 'branch',
    exits: () => [
      { id: 'yes', label: 'Yes' },
      { id: 'no', label: 'No' },
    ],
    optionLabels: () => ['Yes', 'No'],
  }),
  defineNode<TextData>({ ...toy, type: 'set', answer: () => ({ kind: 'value' }) }),
  defineNode<TextData>({ ...toy, type: 'handoff', waits: true, exits: () => [{ id: 'resolved', label: 'Resolved' }] }),
  defineNode<TextData>({ ...toy, type: 'crash' }),
  defineNode<TextData>({ ...toy, type: 'end', final: true, exits: () => [] }),
];

export const definitions: NodeDefinitions = Object.fromEntries(toyDefinitions.map((each) => [each.type, each]));

const text = (value: string) => ({ kind: 'text' as const, text: value });

const toyExecutors = [
  defineExecutor<TextData>({ type: 'start', schema: textSchema, enter: () => ({ next: { do: 'continue' } }) }),
  defineExecutor<TextData>({
    type: 'say',
    schema: textSchema,
    enter: ({ data, fill }) => ({ say: [text(fill(data.text))], next: { do: 'continue' } }),
  }),
  defineExecutor<TextData>({
    type: 'ask',
    schema: textSchema,
    enter: ({ data, fill }) => ({ say: [text(fill(data.text))], next: { do: 'wait', state: { tries: 0 } } }),
    resume(_context, input, state) {
      if (input.type !== 'customer.message' || input.content.kind !== 'text') return { next: { do: 'wait', state } };
      const { tries } = z.object({ tries: z.number() }).parse(state);
      if (input.content.text !== 'wrong') {
        return { answer: { kind: 'value', value: input.content.text }, next: { do: 'continue' } };
      }
      if (tries === 2) return { next: { do: 'leave', exit: 'failed' } };
      return { say: [text('Again')], next: { do: 'wait', state: { tries: tries + 1 } } };
    },
  }),
  defineExecutor<TextData>({
    type: 'branch',
    schema: textSchema,
    enter: ({ data, fill }) => ({ next: { do: 'leave', exit: fill(data.text) === 'yes' ? 'yes' : 'no' } }),
  }),
  defineExecutor<TextData>({
    type: 'set',
    schema: textSchema,
    enter: ({ data, fill }) => ({ answer: { kind: 'value', value: fill(data.text) }, next: { do: 'continue' } }),
  }),
  defineExecutor<TextData>({
    type: 'handoff',
    schema: textSchema,
    enter: ({ data, fill }) => ({
      say: [text('One moment')],
      effects: [{ type: 'handoff.request', reason: fill(data.text), team: null }],
      next: { do: 'wait', state: null },
    }),
    resume: (_context, input, state) =>
      input.type === 'handoff.ended' ? { next: { do: 'leave', exit: input.outcome } } : { next: { do: 'wait', state } },
  }),
  defineExecutor<TextData>({
    type: 'crash',
    schema: textSchema,
    enter: () => {
      throw new Error('out of paper');
    },
  }),
  defineExecutor<TextData>({
    type: 'end',
    schema: textSchema,
    enter: ({ data, fill }) => ({ say: [text(fill(data.text))], next: { do: 'finish' } }),
  }),
];

export const executors: NodeExecutors = Object.fromEntries(toyExecutors.map((each) => [each.type, each]));

/**
 * A flow from lines like `'hello: say Hi <<name>>'` and `'hello -> bye'` or `'fork.yes -> bye'`.
 * A start called `start` is there already.
 */
export function flowOf(...lines: string[]): FlowDocument {
  const nodes: FlowNode[] = [node('start', 'start', '')];
  const edges: FlowDocument['edges'] = [];
  for (const line of lines) {
    const [, from, exit, to] = /^([\w-]+)(?:\.([\w-]+))? -> ([\w-]+)$/.exec(line) ?? [];
    if (from !== undefined && to !== undefined) {
      edges.push({ from, exit: exit ?? 'next', to });
      continue;
    }
    const [, id, type, words] = /^([\w-]+): ([\w-]+) ?([\s\S]*)$/.exec(line) ?? [];
    if (id === undefined || type === undefined) throw new Error(`Neither a node nor a connection: ${line}`);
    nodes.push(node(id, type, words ?? ''));
  }
  return flowDocumentSchema.parse({ schemaVersion: 1, nodes, edges, configure: { connectedTo: '' } });
}

function node(id: string, type: string, words: string): FlowNode {
  return { id, type, position: { x: 0, y: 0 }, data: { text: words } };
}
