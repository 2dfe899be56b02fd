import { type Dominates, dominators } from './dominators.ts';
import type { FlowGraph, GraphNode } from './flow-graph.ts';

/**
 * Tells whether a node has been answered on every way to another. For a node that no run comes to, no way leaves
 * anything unanswered; it is not asked about.
 */
export type AlwaysAnswered = (nodeId: string, answering: string) => boolean;

/**
 * Follows all ways through a flow. A node that answers is split in two, arriving and having answered: it has been
 * answered on every way to another node when no way gets there around that second half.
 */
export function alwaysAnswered(graph: FlowGraph): AlwaysAnswered {
  const arrived = new Map<string, number>();
  const answered = new Map<string, number>();
  // The root, from which a run comes to where it begins.
  const successors: number[][] = [[]];
  for (const each of graph.nodes.values()) {
    arrived.set(each.node.id, successors.push([]) - 1);
    if (each.parsed?.answer) answered.set(each.node.id, successors.push([]) - 1);
  }
  const link = (from: number | undefined, to: number | undefined) => {
    if (from !== undefined && to !== undefined) successors[from]?.push(to);
  };
  for (const root of graph.roots) link(0, arrived.get(root.node.id));
  for (const each of graph.nodes.values()) {
    const { id } = each.node;
    link(arrived.get(id), answered.get(id));
    for (const edge of each.out) link((answersBy(each, edge.exit) ? answered : arrived).get(id), arrived.get(edge.to));
  }
  const dominates: Dominates = dominators(successors);
  return (nodeId, answering) => dominates(answered.get(answering) ?? -1, arrived.get(nodeId) ?? -1);
}

/** The nodes that have been answered on at least one way to a node. */
export function sometimesAnswered(graph: FlowGraph, nodeId: string): Set<string> {
  const into = new Map<string, { from: GraphNode; exit: string }[]>();
  for (const id of graph.reachable) {
    const from = graph.nodes.get(id);
    for (const edge of from?.out ?? []) {
      const edges = into.get(edge.to) ?? [];
      if (from) edges.push({ from, exit: edge.exit });
      into.set(edge.to, edges);
    }
  }
  const answered = new Set<string>();
  const before = new Set([nodeId]);
  // A set can grow while it is walked: each node comes up once.
  for (const id of before) {
    for (const { from, exit } of into.get(id) ?? []) {
      before.add(from.node.id);
      if (answersBy(from, exit)) answered.add(from.node.id);
    }
  }
  return answered;
}

function answersBy({ parsed }: GraphNode, exitId: string): boolean {
  return Boolean(parsed?.answer) && !parsed?.exits.find((exit) => exit.id === exitId)?.unanswered;
}
