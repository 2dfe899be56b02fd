import type { EdgeChange, NodeChange } from 'reactflow';
import { sameStart } from '../../editor/edit.ts';
import type { Selection } from '../../editor/editor-store.ts';
import type { CanvasEdge, CanvasNode } from './canvas-store.ts';

/** What is selected after the canvas said what changed; null when nothing did. */
export function selectionAfter(
  before: Selection,
  nodeChanges: readonly NodeChange<CanvasNode>[],
  edgeChanges: readonly EdgeChange<CanvasEdge>[],
): Selection | null {
  let { nodes, edges } = before;
  for (const change of nodeChanges) {
    if (change.type !== 'select' || nodes.includes(change.id) === change.selected) continue;
    nodes = change.selected ? [...nodes, change.id] : nodes.filter((id) => id !== change.id);
  }
  for (const change of edgeChanges) {
    if (change.type !== 'select') continue;
    const start = startOf(change.id);
    if (edges.some((edge) => sameStart(edge, start)) === change.selected) continue;
    edges = change.selected ? [...edges, start] : edges.filter((edge) => !sameStart(edge, start));
  }
  return nodes === before.nodes && edges === before.edges ? null : { nodes, edges };
}

/** The place an edge's id names: node ids hold no slash, exits may. */
function startOf(id: string) {
  const slash = id.indexOf('/');
  return { from: id.slice(0, slash), exit: id.slice(slash + 1) };
}
