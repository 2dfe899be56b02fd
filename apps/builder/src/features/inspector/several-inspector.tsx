import { nodeDefinitions } from '@baton/nodes/definitions';
import { Button, Group, Text } from '@mantine/core';
import { IconCopy, IconTrash } from '@tabler/icons-react';
import { copyNodes, pasteNodes } from '../../editor/clipboard.ts';
import { useEditor, useEditorStore } from '../../editor/editor-context.tsx';
import classes from './inspector.module.css';
import { InspectorHeader } from './inspector-header.tsx';

/** Several things at once: what can be done to all of them. */
export function SeveralInspector({ readOnly, onClose }: { readOnly: boolean; onClose: () => void }) {
  const store = useEditorStore();
  const { nodes, edges } = useEditor((state) => state.selection);

  function duplicate() {
    const { document, apply } = store.getState();
    const copied = pasteNodes(copyNodes(document, nodeDefinitions, nodes) ?? '', document, nodeDefinitions);
    if (copied) apply({ kind: 'add', ...copied }, { select: { nodes: copied.nodes.map((node) => node.id) } });
  }

  return (
    <>
      <InspectorHeader title={`${nodes.length + edges.length} selected`} onClose={onClose} />
      <div className={classes.body}>
        <Text c="dimmed">
          Drag one to move all. Ctrl-C copies the nodes with what connects them, also into another flow.
        </Text>
        {!readOnly && (
          <Group gap="xs">
            <Button
              variant="default"
              size="xs"
              disabled={nodes.length === 0}
              leftSection={<IconCopy size={16} stroke={1.75} />}
              onClick={duplicate}
            >
              Duplicate
            </Button>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconTrash size={16} stroke={1.75} />}
              onClick={() => store.getState().apply({ kind: 'remove', nodes, edges })}
            >
              Delete
            </Button>
          </Group>
        )}
      </div>
    </>
  );
}
