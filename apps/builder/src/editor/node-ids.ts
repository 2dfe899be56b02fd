import type { FlowDocument } from '@baton/engine';

const cache = new WeakMap<FlowDocument['nodes'], ReadonlySet<string>>();
let newest: ReadonlySet<string> = new Set();

/**
 * The ids of a document's nodes. While no id comes or goes it is the same set, whatever else is edited: every card
 * asks for it, and none has to be drawn again.
 */
export function nodeIdsOf({ nodes }: FlowDocument): ReadonlySet<string> {
  const known = cache.get(nodes);
  if (known) return known;
  const ids = new Set(nodes.map((node) => node.id));
  const same = ids.size === newest.size && nodes.every(({ id }) => newest.has(id));
  if (!same) newest = ids;
  cache.set(nodes, newest);
  return newest;
}
