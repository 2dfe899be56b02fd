import { nodeDefinitions } from '@baton/nodes/definitions';
import type { EditorStore } from './editor-store.ts';
import { besides, freeSpot, newNode, openExit } from './new-node.ts';

let centre = () => ({ x: 0, y: 0 });

/** The canvas says where the middle of the picture is, for nodes that are added without a place. */
export function onCentre(locate: () => { x: number; y: number }): () => void {
  centre = locate;
  return () => {
    centre = () => ({ x: 0, y: 0 });
  };
}

/**
 * Adds a node without being told where: after the selected one, connected from its first open exit, or else in the
 * middle of the picture. The inspector then takes the focus.
 */
export function addNode(store: EditorStore, type: string): string {
  const { document, selection, apply, requestFocus } = store.getState();
  const [only, ...others] = selection.nodes;
  const before = others.length === 0 ? document.nodes.find((node) => node.id === only) : undefined;
  const node = newNode(document, nodeDefinitions, type, freeSpot(document, before ? besides(before) : centre()));
  const isEntry = nodeDefinitions[type]?.entry === true;
  const exit = before && !isEntry ? openExit(document, nodeDefinitions, before.id) : null;
  const edges = before && exit !== null ? [{ from: before.id, exit, to: node.id }] : [];
  apply({ kind: 'add', nodes: [node], edges }, { select: { nodes: [node.id] } });
  requestFocus({ nodeId: node.id, centre: false });
  return node.id;
}
