import { labelOfNode } from '@baton/engine';
import { Button, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { type EdgeStart, sameStart } from '../../editor/edit.ts';
import { useEditor, useEditorStore } from '../../editor/editor-context.tsx';
import classes from './inspector.module.css';
import { InspectorHeader } from './inspector-header.tsx';

interface EdgeInspectorProps {
  start: EdgeStart;
  readOnly: boolean;
  onClose: () => void;
}

/** One connection: what it connects, and the way to cut it. */
export function EdgeInspector({ start, readOnly, onClose }: EdgeInspectorProps) {
  const store = useEditorStore();
  const edge = useEditor(({ document }) => document.edges.find((each) => sameStart(each, start)));
  if (!edge) return null;
  return (
    <>
      <InspectorHeader title="Connection" onClose={onClose} />
      <div className={classes.body}>
        <Text>
          From <strong>{labelOfNode(edge.from)}</strong> to <strong>{labelOfNode(edge.to)}</strong>
        </Text>
        {!readOnly && (
          <Button
            variant="default"
            size="xs"
            style={{ alignSelf: 'flex-start' }}
            leftSection={<IconTrash size={16} stroke={1.75} />}
            onClick={() => store.getState().apply({ kind: 'remove', nodes: [], edges: [start] })}
          >
            Delete connection
          </Button>
        )}
      </div>
    </>
  );
}
