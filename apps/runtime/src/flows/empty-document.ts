import { configureSchema, FLOW_SCHEMA_VERSION, type FlowDocument, freeNodeId, nextExit } from '@baton/engine';
import { nodeDefinitions } from '@baton/nodes/definitions';

/** What a new flow begins with: the node where runs start, leading to one where they end. */
export function emptyDocument(): FlowDocument {
  const types = Object.values(nodeDefinitions);
  const entry = types.find((type) => type.entry);
  const final = types.find((type) => type.final && type.type === 'end') ?? types.find((type) => type.final);
  if (entry === undefined || final === undefined)
    throw new Error('There is no node type to begin or to end a flow with');
  const from = freeNodeId(entry.type, new Set());
  const to = freeNodeId(final.type, new Set([from]));
  return {
    schemaVersion: FLOW_SCHEMA_VERSION,
    nodes: [
      { id: from, type: entry.type, position: { x: 0, y: 0 }, data: entry.initial() },
      { id: to, type: final.type, position: { x: 380, y: 0 }, data: final.initial() },
    ],
    edges: [{ from, exit: nextExit.id, to }],
    configure: configureSchema.parse({}),
  };
}
