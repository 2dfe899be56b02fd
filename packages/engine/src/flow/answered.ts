import type { FlowGraph, GraphNode } from './flow-graph.ts';

/** Which nodes have answered when a run arrives at a node. */
export interface AnsweredBefore {
  /** On every way to it. Everything counts for a node that no run comes to: no way there leaves it unanswered. */
  always(nodeId: string, answering: string): boolean;
  /** On at least one way to it. */
  sometimes(nodeId: string, answering: string): boolean;
}

/** A set of answering nodes, one bit each. */
type Bits = Uint32Array;

/**
 * Follows all ways through a flow at once: what has always been answered at a node is what every way into it has in
 * common, what has sometimes been answered is what any of them has. Repeated in the order of the flow until nothing
 * changes, which for real flows is two or three times.
 */
export function answeredBefore(graph: FlowGraph): AnsweredBefore {
  const index = new Map([...graph.nodes.values()].filter(answers).map(({ node }, position) => [node.id, position]));
  const words = Math.ceil(index.size / 32);
  const order = reversePostorder(graph);
  const always = new Map(order.map((id) => [id, new Uint32Array(words).fill(0xffffffff)]));
  const sometimes = new Map(order.map((id) => [id, new Uint32Array(words)]));
  for (const entry of graph.entries) always.get(entry.node.id)?.fill(0);

  for (let changed = true; changed; ) {
    changed = false;
    for (const id of order) {
      const from = graph.nodes.get(id);
      for (const edge of from?.out ?? []) {
        const bit = from && answersBy(from, edge.exit) ? index.get(id) : undefined;
        changed = intersect(always.get(edge.to), always.get(id), bit) || changed;
        changed = unite(sometimes.get(edge.to), sometimes.get(id), bit) || changed;
      }
    }
  }

  const has = (sets: Map<string, Bits>, otherwise: boolean) => (nodeId: string, answering: string) => {
    const bit = index.get(answering);
    const set = sets.get(nodeId);
    return bit !== undefined && (set ? hasBit(set, bit) : otherwise);
  };
  return { always: has(always, true), sometimes: has(sometimes, false) };
}

function answers(node: GraphNode): boolean {
  return node.parsed !== null && node.parsed.answer !== null;
}

function answersBy(node: GraphNode, exitId: string): boolean {
  return answers(node) && !node.parsed?.exits.find((exit) => exit.id === exitId)?.unanswered;
}

/** `target` keeps what `source` has too, or `bit`. Tells whether that changed it. */
function intersect(target: Bits | undefined, source: Bits | undefined, bit: number | undefined): boolean {
  return update(target, source, bit, (own, other) => own & other);
}

/** `target` takes what `source` has, and `bit`. Tells whether that changed it. */
function unite(target: Bits | undefined, source: Bits | undefined, bit: number | undefined): boolean {
  return update(target, source, bit, (own, other) => own | other);
}

function update(
  target: Bits | undefined,
  source: Bits | undefined,
  bit: number | undefined,
  combine: (own: number, other: number) => number,
): boolean {
  if (!target || !source) return false;
  let changed = false;
  for (let word = 0; word < target.length; word += 1) {
    const own = target[word] ?? 0;
    const other = (source[word] ?? 0) | (bit !== undefined && bit >> 5 === word ? 1 << (bit & 31) : 0);
    const combined = combine(own, other) >>> 0;
    if (combined === own) continue;
    target[word] = combined;
    changed = true;
  }
  return changed;
}

function hasBit(set: Bits, bit: number): boolean {
  return ((set[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0;
}

/** The reachable nodes so that, loops aside, a node comes after all that lead to it. No recursion: flows can be long. */
function reversePostorder(graph: FlowGraph): string[] {
  const seen = new Set<string>();
  const finished: string[] = [];
  for (const entry of graph.entries) {
    const stack = [{ id: entry.node.id, next: 0 }];
    if (seen.has(entry.node.id)) continue;
    seen.add(entry.node.id);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const edge = graph.nodes.get(top.id)?.out[top.next];
      top.next += 1;
      if (!edge) {
        finished.push(top.id);
        stack.pop();
      } else if (!seen.has(edge.to)) {
        seen.add(edge.to);
        stack.push({ id: edge.to, next: 0 });
      }
    }
  }
  return finished.reverse();
}
