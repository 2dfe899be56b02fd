import type { Problem } from '@baton/engine';

type ByNode = ReadonlyMap<string, readonly Problem[]>;

const cache = new WeakMap<readonly Problem[], ByNode>();
const none: readonly Problem[] = [];

/** The problems of one node, sorted out once for each list: every card asks for its own. */
export function problemsOfNode(problems: readonly Problem[], nodeId: string): readonly Problem[] {
  const known = cache.get(problems) ?? Map.groupBy(problems, (problem) => problem.nodeId ?? '');
  cache.set(problems, known);
  return known.get(nodeId) ?? none;
}
