import { Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useEditor, useEditorStore } from '../../editor/editor-context.tsx';
import { EdgeInspector } from './edge-inspector.tsx';
import classes from './inspector.module.css';
import { NodeInspector } from './node-inspector.tsx';
import { SeveralInspector } from './several-inspector.tsx';

/** What is selected, with everything that can be set: on the right, or from below on a phone. */
export function Inspector({ readOnly }: { readOnly: boolean }) {
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const store = useEditorStore();
  const isOpen = useEditor(({ selection }) => selection.nodes.length + selection.edges.length > 0);
  const close = () => store.getState().select({});

  if (isPhone) {
    return (
      <Drawer
        opened={isOpen}
        onClose={close}
        position="bottom"
        size="75%"
        withCloseButton={false}
        aria-label="Inspector"
        styles={{ body: { padding: 0 } }}
      >
        <Content readOnly={readOnly} onClose={close} />
      </Drawer>
    );
  }
  if (!isOpen) return null;
  return (
    <aside
      className={classes.inspector}
      aria-label="Inspector"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        close();
        backToCanvas(store.getState().selection.nodes[0]);
      }}
    >
      <Content readOnly={readOnly} onClose={close} />
    </aside>
  );
}

function Content({ readOnly, onClose }: { readOnly: boolean; onClose: () => void }) {
  const { nodes, edges } = useEditor((state) => state.selection);
  const [node] = nodes;
  const [edge] = edges;
  if (nodes.length + edges.length > 1) return <SeveralInspector readOnly={readOnly} onClose={onClose} />;
  if (node !== undefined) return <NodeInspector key={node} nodeId={node} readOnly={readOnly} onClose={onClose} />;
  return edge ? <EdgeInspector start={edge} readOnly={readOnly} onClose={onClose} /> : null;
}

function backToCanvas(nodeId: string | undefined) {
  const node = nodeId === undefined ? null : document.querySelector(`[data-id="${CSS.escape(nodeId)}"]`);
  if (node instanceof HTMLElement) node.focus();
}
