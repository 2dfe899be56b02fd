import { nodeDefinitions } from '@baton/nodes/definitions';
import { Menu } from '@mantine/core';
import { useEditorStore } from '../../editor/editor-context.tsx';
import { newNode } from '../../editor/new-node.ts';
import classes from './canvas.module.css';
import { NodeTypeItems } from './node-type-menu.tsx';

/** Where a connection was let go, and which exit it comes from. */
export interface DropPlace {
  screen: { x: number; y: number };
  position: { x: number; y: number };
  from: string;
  exit: string;
}

/** Asks which node a connection that ended on the empty canvas should lead to. */
export function DropMenu({ place, onClose }: { place: DropPlace | null; onClose: () => void }) {
  const store = useEditorStore();

  function add(type: string) {
    if (!place) return;
    const { document, apply, requestFocus } = store.getState();
    const node = newNode(document, nodeDefinitions, type, { x: place.position.x, y: place.position.y - 28 });
    const edge = { from: place.from, exit: place.exit, to: node.id };
    apply({ kind: 'add', nodes: [node], edges: [edge] }, { select: { nodes: [node.id] } });
    requestFocus({ nodeId: node.id, centre: false });
  }

  return (
    <Menu opened={place !== null} onChange={(opened) => !opened && onClose()} width={220} position="right-start">
      <Menu.Target>
        <div
          className={classes.dropAnchor}
          style={place ? { left: place.screen.x, top: place.screen.y } : { display: 'none' }}
        />
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }} aria-label="Node to add">
        <NodeTypeItems onPick={add} />
      </Menu.Dropdown>
    </Menu>
  );
}
