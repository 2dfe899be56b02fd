/** Tells whether every way from the root to `node` leads through `gate`. Nothing leads to an unreachable node. */
export type Dominates = (gate: number, node: number) => boolean;

/**
 * Finds which nodes can't be bypassed on the way to which others, in a graph whose node 0 is the root. The Semi-NCA
 * algorithm (Georgiadis): near-linear also for graphs made to be slow, which imported flows may be.
 */
export function dominators(successors: readonly (readonly number[])[]): Dominates {
  const { order, parents } = depthFirst(successors);
  const number = new Map(order.map((node, index) => [node, index]));
  const predecessors: number[][] = order.map(() => []);
  order.forEach((node, index) => {
    for (const next of successors[node] ?? []) predecessors[number.get(next) ?? 0]?.push(index);
  });
  const spans = spansOf(immediateDominators(parents, predecessors));
  return (gate, node) => {
    const outer = spans[number.get(gate) ?? -1];
    const inner = spans[number.get(node) ?? -1];
    return outer !== undefined && inner !== undefined && outer.from <= inner.from && inner.from < outer.to;
  };
}

/** The reachable nodes in preorder, and each one's parent as an index into it. Without recursion: flows can be long. */
function depthFirst(successors: readonly (readonly number[])[]): { order: number[]; parents: number[] } {
  const order: number[] = [];
  const parents: number[] = [];
  const seen = new Set<number>();
  const stack = [{ node: 0, parent: 0 }];
  for (let top = stack.pop(); top; top = stack.pop()) {
    if (seen.has(top.node)) continue;
    seen.add(top.node);
    parents.push(top.parent);
    const parent = order.push(top.node) - 1;
    for (const node of successors[top.node] ?? []) if (!seen.has(node)) stack.push({ node, parent });
  }
  return { order, parents };
}

/** By preorder index. A node's semidominator bounds how far up its dominator can be; the tree gives the rest. */
function immediateDominators(parents: readonly number[], predecessors: readonly (readonly number[])[]): number[] {
  const semi = parents.map((_, index) => index);
  const label = [...semi];
  // Shortened as paths are walked; the parents themselves are still needed afterwards.
  const ancestors = [...parents];
  const at = (list: readonly number[], index: number) => list[index] ?? 0;

  /** The node with the least semidominator on the way up from `node`, through nodes that are done (`from` and later). */
  function lowest(node: number, from: number): number {
    const path: number[] = [];
    let top = node;
    for (; at(ancestors, top) >= from; top = at(ancestors, top)) path.push(top);
    for (let below = path.pop(); below !== undefined; below = path.pop()) {
      if (at(semi, at(label, top)) < at(semi, at(label, below))) label[below] = at(label, top);
      ancestors[below] = at(ancestors, top);
      top = below;
    }
    return at(label, node);
  }

  for (let node = parents.length - 1; node > 0; node -= 1) {
    let least = at(parents, node);
    for (const predecessor of predecessors[node] ?? []) {
      least = Math.min(least, at(semi, lowest(predecessor, node + 1)));
    }
    semi[node] = least;
  }
  const dominator = [...parents];
  for (let node = 1; node < parents.length; node += 1) {
    let candidate = at(parents, node);
    while (candidate > at(semi, node)) candidate = at(dominator, candidate);
    dominator[node] = candidate;
  }
  return dominator;
}

/** Where each node's subtree begins and ends in the tree of dominators: a node dominates what lies in its span. */
function spansOf(dominator: readonly number[]): { from: number; to: number }[] {
  const sizes = dominator.map(() => 1);
  for (let node = dominator.length - 1; node > 0; node -= 1) {
    const above = dominator[node] ?? 0;
    sizes[above] = (sizes[above] ?? 0) + (sizes[node] ?? 0);
  }
  const free: number[] = [];
  return dominator.map((above, node) => {
    // A dominator comes before what it dominates, so its own span is known by now.
    const from = node === 0 ? 0 : (free[above] ?? 0);
    const size = sizes[node] ?? 0;
    if (node > 0) free[above] = from + size;
    free[node] = from + 1;
    return { from, to: from + size };
  });
}
