import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { memo } from 'react';
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from 'reactflow';
import { useEditorStore } from '../../editor/editor-context.tsx';
import { useFlowSession } from '../../editor/flow-session.tsx';
import classes from './canvas.module.css';
import type { CanvasEdge } from './canvas-store.ts';
import { useHoveredEdge } from './hovered-edge.tsx';
import { InsertNode } from './insert-node.tsx';

/** A connection; while the pointer or the selection is on it, it offers to insert a node or to go. */
export const FlowEdge = memo(function FlowEdge(props: EdgeProps<CanvasEdge>) {
  const { id, data, selected, markerEnd } = props;
  const [path, x, y] = getSmoothStepPath({ ...props, borderRadius: 12, offset: 24 });
  const { hovered, keep, leave } = useHoveredEdge(id);
  const { canEdit } = useFlowSession();
  return (
    <>
      <BaseEdge id={id} path={path} markerEnd={markerEnd} interactionWidth={16} />
      {data && canEdit && (selected || hovered) && (
        <EdgeLabelRenderer>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: keeps the buttons while the pointer is on them */}
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: nothing is done by a click, it only goes no further */}
          <div
            className={`nodrag nopan ${classes.edgeActions}`}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
            onMouseEnter={keep}
            onMouseLeave={leave}
            // A click here, or in the menu that it opens, is not a click on the edge.
            onClick={(event) => event.stopPropagation()}
          >
            <InsertNode edge={data.edge} position={{ x, y }} />
            <RemoveEdge from={data.edge.from} exit={data.edge.exit} />
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});

function RemoveEdge({ from, exit }: { from: string; exit: string }) {
  const store = useEditorStore();
  return (
    <ActionIcon
      size="sm"
      variant="default"
      radius="xl"
      aria-label="Delete connection"
      onClick={() => store.getState().apply({ kind: 'remove', nodes: [], edges: [{ from, exit }] })}
    >
      <IconTrash size={14} stroke={1.75} />
    </ActionIcon>
  );
}
