import {
  type FlowDocument,
  type FlowEdge,
  type FlowNode,
  flowEdgeSchema,
  flowNodeSchema,
  freeNodeId,
  type NodeDefinitions,
  renameNode,
} from '@baton/engine';
import { z } from 'zod';

const pieceSchema = z.object({
  baton: z.literal('nodes'),
  nodes: z.array(flowNodeSchema).min(1).max(500),
  edges: z.array(flowEdgeSchema).max(2500),
});

const OFFSET = 40;

/** The selected nodes with what connects them, as text that another flow can take; null when there are none. */
export function copyNodes(document: FlowDocument, types: NodeDefinitions, selected: readonly string[]): string | null {
  const ids = new Set(selected);
  const nodes = document.nodes.filter((node) => ids.has(node.id) && types[node.type]?.entry !== true);
  if (nodes.length === 0) return null;
  const kept = new Set(nodes.map((node) => node.id));
  const edges = document.edges.filter(({ from, to }) => kept.has(from) && kept.has(to));
  return JSON.stringify({ baton: 'nodes', nodes, edges });
}

/**
 * Copied nodes made ready for a document: under free ids, with references among them following, a little aside.
 * Null for a text that holds no nodes, or none of types that exist.
 */
export function pasteNodes(
  text: string,
  document: FlowDocument,
  types: NodeDefinitions,
): { nodes: FlowNode[]; edges: FlowEdge[] } | null {
  const parsed = pieceSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const nodes = parsed.data.nodes.filter(({ type }) => types[type] && !types[type].entry);
  if (nodes.length === 0) return null;

  const taken = new Set([...document.nodes, ...nodes].map((node) => node.id));
  let piece: FlowDocument = { ...document, nodes, edges: parsed.data.edges };
  const existing = new Set(document.nodes.map((node) => node.id));
  for (const { id } of nodes) {
    if (!existing.has(id)) continue;
    const free = freeNodeId(id.replace(/-\d+$/, ''), taken);
    taken.add(free);
    piece = renameNode(piece, types, id, free);
  }
  const ids = new Set(piece.nodes.map((node) => node.id));
  return {
    nodes: piece.nodes.map((node) => ({
      ...node,
      position: { x: node.position.x + OFFSET, y: node.position.y + OFFSET },
    })),
    edges: piece.edges.filter(({ from, to }) => ids.has(from) && ids.has(to)),
  };
}

function parseJson(text: string): unknown {
  if (!text.startsWith('{"baton":"nodes"')) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
