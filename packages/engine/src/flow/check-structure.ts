import type { FlowDocument, FlowEdge } from './document.ts';
import { type FlowGraph, type GraphNode, hasExit } from './flow-graph.ts';
import type { Exit } from './node-definition.ts';
import type { Problem } from './problem.ts';

/** Checks nodes and connections: does every way lead somewhere, and is every node on one? */
export function checkStructure(document: FlowDocument, graph: FlowGraph): Problem[] {
  return [
    ...checkEntries(graph),
    ...checkIds(document),
    ...[...graph.nodes.values()].flatMap(checkNode),
    ...checkEdges(document, graph),
    ...checkWays(document, graph),
    ...checkLoops(graph),
  ];
}

function checkEntries({ entries }: FlowGraph): Problem[] {
  const [first, ...others] = entries;
  if (!first) {
    return [{ severity: 'error', code: 'no_entry', message: 'Add a Start node: the flow has no place to begin.' }];
  }
  return others.map(({ node }) => ({
    severity: 'error',
    code: 'several_entries',
    message: `Remove “${node.id}”: a flow begins in one place, and “${first.node.id}” is it.`,
    nodeId: node.id,
  }));
}

function checkIds(document: FlowDocument): Problem[] {
  const seen = new Set<string>();
  return document.nodes.flatMap(({ id }): Problem[] => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    const message = `Two nodes are called “${id}”: give one another id.`;
    return [{ severity: 'error', code: 'duplicate_id', message, nodeId: id, path: 'id' }];
  });
}

function checkNode({ node, definition, parsed }: GraphNode): Problem[] {
  const nodeId = node.id;
  if (!definition) {
    const message = `Remove “${nodeId}”: there is no node type “${node.type}”.`;
    return [{ severity: 'error', code: 'unknown_type', message, nodeId }];
  }
  if (parsed) return parsed.problems.map((problem) => ({ ...problem, code: 'node', nodeId }));
  const refused = definition.parse(node.data);
  return refused.ok ? [] : refused.problems.map((problem) => ({ ...problem, code: 'invalid_data', nodeId }));
}

function checkEdges(document: FlowDocument, { nodes }: FlowGraph): Problem[] {
  const taken = new Set<string>();
  return document.edges.flatMap(({ from, exit, to }): Problem[] => {
    const source = nodes.get(from);
    const target = nodes.get(to);
    const problem = (code: Problem['code'], message: string): Problem[] => [
      { severity: 'error', code, message, ...(source ? { nodeId: from, exit } : target ? { nodeId: to } : {}) },
    ];
    if (!source) return problem('broken_edge', `Remove the connection from “${from}” to “${to}”: “${from}” is gone.`);
    if (!target) return problem('broken_edge', `Connect “${exit}” of “${from}” anew: “${to}” is gone.`);
    if (!hasExit(source, exit)) {
      return problem('unknown_exit', `Remove the connection from “${from}” to “${to}”: it has no exit “${exit}”.`);
    }
    const key = exitKey({ from, exit });
    if (taken.has(key)) {
      return problem(
        'duplicate_edge',
        `Keep one connection of “${labelOf(source, exit)}” of “${from}”: it has several.`,
      );
    }
    taken.add(key);
    if (!target.definition?.entry) return [];
    return problem('edge_into_entry', `Connect “${from}” to the node after “${to}”: nothing can lead to the start.`);
  });
}

function checkWays(document: FlowDocument, graph: FlowGraph): Problem[] {
  // Without a beginning everything is out of reach; that one problem says it all.
  if (graph.entries.length === 0) return [];
  // A connection that is wrong is reported as such, not as missing too.
  const connected = new Set(document.edges.map(exitKey));
  return [...graph.nodes.values()].flatMap((each): Problem[] => {
    const { node, parsed } = each;
    if (graph.reachable.has(node.id)) return parsed ? danglingExits(each, connected) : [];
    // Asked on its own, before any handoff: no way has to lead to it.
    if (document.configure.preHandoffForm === node.id) return [];
    const message = `Connect “${node.id}” or remove it: nothing leads there.`;
    return [{ severity: 'warning', code: 'unreachable', message, nodeId: node.id }];
  });
}

function danglingExits({ node, parsed }: GraphNode, connected: ReadonlySet<string>): Problem[] {
  const isConnected = (exit: Exit) => connected.has(exitKey({ from: node.id, exit: exit.id }));
  const dangling = (parsed?.exits ?? []).filter((exit) => !exit.optional && !isConnected(exit));
  return dangling.map((exit) => ({
    severity: 'error',
    code: 'dangling_exit',
    message: `Connect “${exit.label}” of “${node.id}”: it leads nowhere.`,
    nodeId: node.id,
    exit: exit.id,
  }));
}

/** Rings of nodes that have one way on and wait for nobody: whoever enters never comes out. */
function checkLoops(graph: FlowGraph): Problem[] {
  const problems: Problem[] = [];
  const done = new Set<string>();
  for (const start of graph.reachable) {
    const path: string[] = [];
    const onPath = new Set<string>();
    let id: string | null = start;
    while (id !== null && !done.has(id) && !onPath.has(id)) {
      path.push(id);
      onPath.add(id);
      id = onlyWayOn(graph.nodes.get(id));
    }
    if (id !== null && onPath.has(id)) problems.push(endlessLoop(path.slice(path.indexOf(id))));
    for (const each of path) done.add(each);
  }
  return problems;
}

function onlyWayOn(node: GraphNode | undefined): string | null {
  if (!node?.parsed || node.definition?.waits || node.parsed.exits.length !== 1) return null;
  return node.out[0]?.to ?? null;
}

function endlessLoop(ring: string[]): Problem {
  const names = ring.map((id) => `“${id}”`).join(' → ');
  const message = `Put a question or an end into ${names}: it goes round for ever, and will be stopped.`;
  return { severity: 'warning', code: 'endless_loop', message, ...(ring[0] === undefined ? {} : { nodeId: ring[0] }) };
}

function exitKey({ from, exit }: Pick<FlowEdge, 'from' | 'exit'>): string {
  return `${from} ${exit}`;
}

function labelOf({ parsed }: GraphNode, exitId: string): string {
  return parsed?.exits.find((exit) => exit.id === exitId)?.label ?? exitId;
}
