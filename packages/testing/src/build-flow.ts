import {
  type CompiledFlow,
  type Configure,
  compileFlow,
  type FlowDocument,
  type FlowNode,
  flowDocumentSchema,
} from '@baton/engine';
import { nodeDefinitions } from '@baton/nodes/definitions';

type Data = FlowNode['data'];
type Wish = Partial<Pick<FlowDocument, 'nodes' | 'edges'>> & { configure?: Partial<Configure>; last: string };

/** A flow under construction: every step gives a new one, so that tests can branch off a common beginning. */
export interface FlowBuilder {
  /** Adds a node after the last one, connected from its exit (`next` unless named). */
  step(id: string, type: string, data?: Data, exit?: string): FlowBuilder;
  /** Adds a node that nothing leads to yet; `step` goes on from it. */
  add(id: string, type: string, data?: Data): FlowBuilder;
  /** Connects two nodes; a node may be named before it is added. */
  connect(from: string, exit: string, to: string): FlowBuilder;
  /** Sets what differs from Configure's defaults. */
  configure(configure: Partial<Configure>): FlowBuilder;
  document(): FlowDocument;
  compile(versionId?: string): CompiledFlow;
}

/**
 * Builds a flow for a test. A Start called `start` is there already; what `data` does not say comes from the node
 * type's fresh data.
 *
 * @example
 * buildFlow().step('name', 'question', { text: 'Your name?' }).step('bye', 'end').compile();
 */
export function buildFlow(): FlowBuilder {
  return builder({ nodes: [nodeOf('start', 'start', {}, 0)], edges: [], last: 'start' });
}

function builder(wish: Wish): FlowBuilder {
  const { nodes = [], edges = [], last } = wish;
  const document = () => flowDocumentSchema.parse({ schemaVersion: 1, nodes, edges, configure: wish.configure ?? {} });
  const add = (id: string, type: string, data: Data = {}) => [...nodes, nodeOf(id, type, data, nodes.length)];
  return {
    step: (id, type, data, exit = 'next') =>
      builder({ ...wish, nodes: add(id, type, data), edges: [...edges, { from: last, exit, to: id }], last: id }),
    add: (id, type, data) => builder({ ...wish, nodes: add(id, type, data), last: id }),
    connect: (from, exit, to) => builder({ ...wish, edges: [...edges, { from, exit, to }] }),
    configure: (configure) => builder({ ...wish, configure: { ...wish.configure, ...configure } }),
    document,
    compile: (versionId = 'version-1') => compileFlow(versionId, document(), nodeDefinitions),
  };
}

function nodeOf(id: string, type: string, data: Data, index: number): FlowNode {
  const fresh = nodeDefinitions[type]?.initial() ?? {};
  return { id, type, position: { x: index * 340, y: 0 }, data: { ...fresh, ...data } };
}
