import type { FlowDocument } from '@baton/engine';

const cache = new WeakMap<FlowDocument['nodes'], ReadonlySet<string>>();

/** The ids of a document's nodes, counted once per list of nodes: every card asks for them. */
export function nodeIdsOf({ nodes }: FlowDocument): ReadonlySet<string> {
  const known = cache.get(nodes);
  if (known) return known;
  const ids = new Set(nodes.map((node) => node.id));
  cache.set(nodes, ids);
  return ids;
}
