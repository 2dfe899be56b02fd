import type { FlowDocument, FlowEdge, FlowNode } from './document.ts';
import type { NodeDefinitions, ParsedNode, SealedNodeDefinition } from './node-definition.ts';

/** A node with all that is known about it. `definition` is null for an unknown type, `parsed` for refused data. */
export interface GraphNode {
  node: FlowNode;
  definition: SealedNodeDefinition | null;
  parsed: ParsedNode | null;
  /** Edges by the node's own exits, to nodes that exist: the ways a run can take. */
  out: FlowEdge[];
}

/** A draft as validation and the picker look at it: it may be wrong in every way. */
export interface FlowGraph {
  /** In the document's order; of nodes with the same id, the first. */
  nodes: ReadonlyMap<string, GraphNode>;
  entries: GraphNode[];
  /** Where runs begin: the entries, and where customers who come back do. */
  roots: GraphNode[];
  /** The nodes that a run can come to. */
  reachable: ReadonlySet<string>;
}

/** Looks a draft over once, in time proportional to its size. */
export function graphOf(document: FlowDocument, definitions: NodeDefinitions): FlowGraph {
  const nodes = new Map<string, GraphNode>();
  for (const node of document.nodes) {
    if (nodes.has(node.id)) continue;
    const definition = Object.hasOwn(definitions, node.type) ? (definitions[node.type] ?? null) : null;
    const result = definition?.parse(node.data);
    nodes.set(node.id, { node, definition, parsed: result?.ok ? result.node : null, out: [] });
  }
  for (const edge of document.edges) {
    const from = nodes.get(edge.from);
    if (from && nodes.has(edge.to) && hasExit(from, edge.exit)) from.out.push(edge);
  }
  const entries = [...nodes.values()].filter((each) => each.definition?.entry);
  const reentry = nodes.get(document.configure.reentryNode ?? '');
  const roots = reentry ? [...entries, reentry] : entries;
  return { nodes, entries, roots, reachable: reach(nodes, roots) };
}

/** Whether a node has an exit; one whose data can't be read gets the benefit of the doubt. */
export function hasExit(from: GraphNode, exitId: string): boolean {
  return from.parsed === null || from.parsed.exits.some((exit) => exit.id === exitId);
}

function reach(nodes: ReadonlyMap<string, GraphNode>, roots: GraphNode[]): Set<string> {
  const reached = new Set(roots.map((root) => root.node.id));
  // A set can grow while it is walked: each node comes up once.
  for (const id of reached) for (const edge of nodes.get(id)?.out ?? []) reached.add(edge.to);
  return reached;
}
