import { nodeDefinitions } from '@baton/nodes/definitions';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useMemo, useState } from 'react';
import {
  Background,
  BackgroundVariant,
  type Connection,
  ConnectionLineType,
  type FinalConnectionState,
  MarkerType,
  MiniMap,
  type NodeChange,
  type OnDelete,
  Panel,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useReactFlow,
} from 'reactflow';
import { useStore } from 'zustand';
import { onCentre } from '../../editor/add-node.ts';
import { useEditorStore } from '../../editor/editor-context.tsx';
import { CARD_WIDTH, newNode, nodeTypeFormat } from '../../editor/new-node.ts';
import classes from './canvas.module.css';
import { CanvasControls } from './canvas-controls.tsx';
import { type CanvasEdge, type CanvasNode, createCanvasStore } from './canvas-store.ts';
import { DropMenu, type DropPlace } from './drop-menu.tsx';
import { firstView } from './first-view.ts';
import { FlowEdge } from './flow-edge.tsx';
import { createHoveredEdge, HoveredEdgeContext } from './hovered-edge.tsx';
import { NodeCard } from './node-card.tsx';
import { NodeSearch } from './node-search.tsx';
import { selectionAfter } from './selection-after.ts';
import { useFocusRequests } from './use-focus-requests.ts';
import { useShortcuts } from './use-shortcuts.ts';
import 'reactflow/dist/base.css';

const nodeTypes = { card: NodeCard };
const edgeTypes = { flow: FlowEdge };
const edgeDefaults = {
  markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16, color: 'var(--baton-control)' },
};
/** Above this, only what is in sight is drawn. */
const MANY_NODES = 150;

interface CanvasProps {
  readOnly: boolean;
}

/** The flow as a picture that is edited by hand. Everything here can also be done in the inspector. */
export default function Canvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <CanvasInside {...props} />
    </ReactFlowProvider>
  );
}

function CanvasInside({ readOnly }: CanvasProps) {
  const editor = useEditorStore();
  const [canvas] = useState(() => createCanvasStore(editor, nodeDefinitions));
  const [hovered] = useState(createHoveredEdge);
  const nodes = useStore(canvas.store, (state) => state.nodes);
  const edges = useStore(canvas.store, (state) => state.edges);
  const [isConnecting, setConnecting] = useState(false);
  const [drop, setDrop] = useState<DropPlace | null>(null);
  const [isSearching, setSearching] = useState(false);
  const calm = useMediaQuery('(prefers-reduced-motion: reduce)') ?? false;
  const { screenToFlowPosition } = useReactFlow();
  const section = useFocusRequests();

  useEffect(() => canvas.stop, [canvas]);
  useShortcuts({ readOnly, openSearch: () => setSearching(true) });
  useEffect(
    () =>
      onCentre(() => {
        const box = section.current?.getBoundingClientRect();
        if (!box) return { x: 0, y: 0 };
        const middle = screenToFlowPosition({ x: box.x + box.width / 2, y: box.y + box.height / 3 });
        return { x: middle.x - CARD_WIDTH / 2, y: middle.y };
      }),
    [screenToFlowPosition, section],
  );

  const handlers = useMemo(() => {
    const { apply, select } = editor.getState();
    return {
      onNodesChange: (changes: NodeChange<CanvasNode>[]) => {
        const drawn = changes.filter((change) => change.type === 'position' || change.type === 'dimensions');
        if (drawn.length > 0) canvas.store.getState().change(drawn);
        const selected = selectionAfter(editor.getState().selection, changes, []);
        if (selected) select(selected);
        const positions = settledPositions(drawn);
        if (positions.size > 0)
          apply({ kind: 'move', positions }, { group: `move ${[...positions.keys()].join(' ')}` });
      },
      onEdgesChange: (changes: Parameters<typeof selectionAfter>[2]) => {
        const selected = selectionAfter(editor.getState().selection, [], changes);
        if (selected) select(selected);
      },
      onConnect: (connection: Connection) => {
        const edge = edgeOf(connection);
        if (edge) apply({ kind: 'connect', edge });
      },
      onReconnect: (before: CanvasEdge, connection: Connection) => {
        const edge = edgeOf(connection);
        if (edge && before.data) apply({ kind: 'reconnect', before: before.data.edge, edge });
      },
      onDelete: (({ nodes: gone, edges: cut }) => {
        const starts = cut.flatMap(({ data }) => (data ? [data.edge] : []));
        apply({ kind: 'remove', nodes: gone.map((node) => node.id), edges: starts });
      }) satisfies OnDelete<CanvasNode, CanvasEdge>,
    };
  }, [editor, canvas]);

  /** A connection that ends on the empty canvas asks what it should lead to. */
  function onConnectEnd(event: MouseEvent | TouchEvent, state: FinalConnectionState) {
    setConnecting(false);
    const { fromNode, fromHandle } = state;
    if (state.toHandle || !fromNode || fromHandle?.type !== 'source' || !fromHandle.id) return;
    const point = 'changedTouches' in event ? event.changedTouches[0] : event;
    if (!point || !(event.target instanceof Element) || !event.target.classList.contains('react-flow__pane')) return;
    const screen = { x: point.clientX, y: point.clientY };
    setDrop({ screen, position: screenToFlowPosition(screen), from: fromNode.id, exit: fromHandle.id });
  }

  function onDrop(event: React.DragEvent) {
    const type = event.dataTransfer.getData(nodeTypeFormat);
    if (!nodeDefinitions[type] || readOnly) return;
    event.preventDefault();
    const point = screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const { document, apply, requestFocus } = editor.getState();
    const node = newNode(document, nodeDefinitions, type, { x: point.x - CARD_WIDTH / 2, y: point.y - 24 });
    apply({ kind: 'add', nodes: [node], edges: [] }, { select: { nodes: [node.id] } });
    requestFocus({ nodeId: node.id, centre: false });
  }

  return (
    <section className={classes.canvas} ref={section} aria-label="Canvas" data-connecting={isConnecting || undefined}>
      <HoveredEdgeContext value={hovered}>
        <ReactFlow<CanvasNode, CanvasEdge>
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          defaultEdgeOptions={edgeDefaults}
          {...handlers}
          onConnectStart={() => setConnecting(true)}
          onConnectEnd={onConnectEnd}
          isValidConnection={leadsOn}
          onEdgeMouseEnter={(_event, edge) => hovered.enter(edge.id)}
          onEdgeMouseLeave={hovered.leave}
          onDrop={onDrop}
          onDragOver={(event) => event.preventDefault()}
          nodesDraggable={!readOnly}
          nodesConnectable={!readOnly}
          edgesReconnectable={!readOnly}
          deleteKeyCode={readOnly ? null : ['Delete', 'Backspace']}
          multiSelectionKeyCode={['Control', 'Meta', 'Shift']}
          selectionKeyCode="Shift"
          selectionMode={SelectionMode.Partial}
          selectNodesOnDrag={false}
          panOnScroll
          zoomOnDoubleClick={false}
          minZoom={0.1}
          maxZoom={2}
          connectionLineType={ConnectionLineType.SmoothStep}
          connectionRadius={24}
          onInit={(flow) => {
            const box = section.current?.getBoundingClientRect();
            if (box) void flow.setViewport(firstView(editor.getState().document, nodeDefinitions, box));
          }}
          onlyRenderVisibleElements={nodes.length > MANY_NODES}
          elevateNodesOnSelect={false}
        >
          <Background variant={BackgroundVariant.Dots} gap={20} size={1.5} />
          <Panel position="bottom-left">
            <CanvasControls readOnly={readOnly} calm={calm} onSearch={() => setSearching(true)} />
          </Panel>
          <MiniMap
            position="bottom-left"
            style={{ marginLeft: 64, width: 160, height: 104 }}
            pannable
            zoomable
            ariaLabel="Map of the flow"
            nodeColor={(node) => `var(--group-${groupOf(node)})`}
            nodeBorderRadius={24}
          />
          {isSearching && (
            <Panel position="top-center">
              <NodeSearch onClose={() => setSearching(false)} />
            </Panel>
          )}
        </ReactFlow>
      </HoveredEdgeContext>
      <DropMenu place={drop} onClose={() => setDrop(null)} />
    </section>
  );
}

/** Where nodes came to rest: while they are dragged, only the canvas knows. */
function settledPositions(changes: readonly NodeChange<CanvasNode>[]) {
  const positions = new Map<string, { x: number; y: number }>();
  for (const change of changes) {
    if (change.type !== 'position' || change.dragging || !change.position) continue;
    positions.set(change.id, { x: Math.round(change.position.x), y: Math.round(change.position.y) });
  }
  return positions;
}

function edgeOf({ source, sourceHandle, target }: Connection) {
  return sourceHandle === null ? null : { from: source, exit: sourceHandle, to: target };
}

/** From an exit to another node's entry; whether the exit is taken does not matter, connecting it again replaces. */
function leadsOn({ source, target, sourceHandle }: { source: string; target: string; sourceHandle?: string | null }) {
  return source !== target && typeof sourceHandle === 'string';
}

function groupOf(node: { data: Record<string, unknown> } | CanvasNode): string {
  const inner = node.data.node;
  const type = typeof inner === 'object' && inner !== null && 'type' in inner ? String(inner.type) : '';
  return nodeDefinitions[type]?.group ?? 'do';
}
