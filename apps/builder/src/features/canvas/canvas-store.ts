import type { FlowDocument, FlowEdge, FlowNode, NodeDefinitions } from '@baton/engine';
import { applyNodeChanges, type Edge, type Node, type NodeChange } from 'reactflow';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { sameStart } from '../../editor/edit.ts';
import type { EditorStore, Selection } from '../../editor/editor-store.ts';

/** A node as the canvas draws it: the document's node, and where it is while it is being dragged. */
export type CanvasNode = Node<{ node: FlowNode }, 'card'>;
export type CanvasEdge = Edge<{ edge: FlowEdge }, 'flow'>;

interface CanvasState {
  nodes: CanvasNode[];
  edges: CanvasEdge[];
  /** Moves and measures: what the canvas does before the document knows. */
  change: (changes: NodeChange<CanvasNode>[]) => void;
}

export type CanvasStore = StoreApi<CanvasState>;

/** An edge's id on the canvas. */
function edgeId({ from, exit }: Pick<FlowEdge, 'from' | 'exit'>): string {
  return `${from}/${exit}`;
}

/** What the canvas draws, following the editor's document and selection. */
export function createCanvasStore(
  editor: EditorStore,
  types: NodeDefinitions,
): { store: CanvasStore; stop: () => void } {
  const { document, selection } = editor.getState();
  const store = createStore<CanvasState>()((set, get) => ({
    nodes: canvasNodes([], document, selection, types),
    edges: canvasEdges([], document, selection),
    change: (changes) => set({ nodes: applyNodeChanges(changes, get().nodes) }),
  }));
  const stop = editor.subscribe((now, before) => {
    if (now.document === before.document && now.selection === before.selection) return;
    const { nodes, edges } = store.getState();
    store.setState({
      nodes: canvasNodes(nodes, now.document, now.selection, types),
      edges: canvasEdges(edges, now.document, now.selection),
    });
  });
  return { store, stop };
}

/** The nodes to draw. One that did not change stays the same object: its card does not render again. */
function canvasNodes(
  previous: readonly CanvasNode[],
  document: FlowDocument,
  selection: Selection,
  types: NodeDefinitions,
): CanvasNode[] {
  const known = new Map(previous.map((each) => [each.id, each]));
  const selected = new Set(selection.nodes);
  const drawn = new Set<string>();
  return document.nodes.flatMap((node): CanvasNode[] => {
    // A flow made elsewhere may hold an id twice; the problems say so, and the first is drawn.
    if (drawn.has(node.id)) return [];
    drawn.add(node.id);
    const before = known.get(node.id);
    const isSelected = selected.has(node.id);
    if (before && before.data.node === node && (before.selected ?? false) === isSelected) return [before];
    const definition = types[node.type];
    return [
      {
        ...before,
        id: node.id,
        type: 'card',
        position: before && before.data.node.position === node.position ? before.position : node.position,
        data: { node },
        selected: isSelected,
        deletable: definition?.entry !== true,
        ariaLabel: `${definition?.title ?? 'Unknown type'}: ${node.id}`,
      },
    ];
  });
}

/** The edges to draw, one for each exit. */
function canvasEdges(previous: readonly CanvasEdge[], document: FlowDocument, selection: Selection): CanvasEdge[] {
  const known = new Map(previous.map((each) => [each.id, each]));
  const ids = new Set(document.nodes.map((node) => node.id));
  const drawn = new Set<string>();
  return document.edges.flatMap((edge): CanvasEdge[] => {
    const id = edgeId(edge);
    if (drawn.has(id) || !ids.has(edge.from) || !ids.has(edge.to)) return [];
    drawn.add(id);
    const before = known.get(id);
    const isSelected = selection.edges.some((each) => sameStart(each, edge));
    if (before && before.data?.edge === edge && (before.selected ?? false) === isSelected) return [before];
    return [
      {
        id,
        type: 'flow',
        source: edge.from,
        sourceHandle: edge.exit,
        target: edge.to,
        data: { edge },
        selected: isSelected,
        ariaLabel: `From ${edge.from}, ${edge.exit}, to ${edge.to}`,
      },
    ];
  });
}
