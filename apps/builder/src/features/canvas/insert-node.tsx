import type { FlowEdge } from '@baton/engine';
import { nodeDefinitions } from '@baton/nodes/definitions';
import { ActionIcon, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useEditorStore } from '../../editor/editor-context.tsx';
import { CARD_WIDTH, firstExit, freeSpot, newNode } from '../../editor/new-node.ts';
import { NodeTypeItems } from './node-type-menu.tsx';

interface InsertNodeProps {
  edge: FlowEdge;
  /** The middle of the edge on the canvas. */
  position: { x: number; y: number };
}

/** The + of an edge: puts a node between its two. */
export function InsertNode({ edge, position }: InsertNodeProps) {
  const store = useEditorStore();

  function insert(type: string) {
    const { document, apply, requestFocus } = store.getState();
    const wish = { x: position.x - CARD_WIDTH / 2, y: position.y + 40 };
    const node = newNode(document, nodeDefinitions, type, freeSpot(document, wish));
    apply({ kind: 'insert', node, edge, exit: firstExit(nodeDefinitions, node) }, { select: { nodes: [node.id] } });
    requestFocus({ nodeId: node.id });
  }

  return (
    <Menu width={220} position="right" withinPortal>
      <Menu.Target>
        <ActionIcon size="sm" variant="default" radius="xl" aria-label="Insert a node here">
          <IconPlus size={14} stroke={2} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        <NodeTypeItems onPick={insert} />
      </Menu.Dropdown>
    </Menu>
  );
}
