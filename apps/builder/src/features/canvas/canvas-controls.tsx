import { Kbd } from '@baton/ui';
import { ActionIcon, Group, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconFocusCentered,
  IconSearch,
  IconSitemap,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useReactFlow } from 'reactflow';
import { useEditor, useEditorStore } from '../../editor/editor-context.tsx';
import { arrange } from './arrange.ts';
import classes from './canvas.module.css';

interface CanvasControlsProps {
  readOnly: boolean;
  /** No motion wanted. */
  calm: boolean;
  onSearch: () => void;
}

const size = { size: 18, stroke: 1.75 };

/** Zoom, fit, search, undo and tidy up: the canvas's own tools. */
export function CanvasControls({ readOnly, calm, onSearch }: CanvasControlsProps) {
  const { zoomIn, zoomOut, fitView, getNodes } = useReactFlow();
  const store = useEditorStore();
  const canUndo = useEditor((state) => state.past.length > 0);
  const canRedo = useEditor((state) => state.future.length > 0);
  const motion = { duration: calm ? 0 : 160 };

  function tidyUp() {
    const heights = new Map(getNodes().map((node) => [node.id, node.measured?.height ?? 140]));
    const { document, apply } = store.getState();
    apply({ kind: 'move', positions: arrange(document, heights) });
    // The cards have moved after the next paint.
    requestAnimationFrame(() => void fitView({ ...motion, padding: 0.15, maxZoom: 1 }));
  }

  return (
    <div className={classes.controls} role="toolbar" aria-label="Canvas tools" aria-orientation="vertical">
      {!readOnly && (
        <>
          <Tool label="Undo" keys="mod+Z" disabled={!canUndo} onClick={() => store.getState().undo()}>
            <IconArrowBackUp {...size} />
          </Tool>
          <Tool label="Redo" keys="mod+Shift+Z" disabled={!canRedo} onClick={() => store.getState().redo()}>
            <IconArrowForwardUp {...size} />
          </Tool>
          <Tool label="Tidy up" onClick={tidyUp}>
            <IconSitemap {...size} style={{ rotate: '-90deg' }} />
          </Tool>
        </>
      )}
      <Tool label="Find a node" keys="mod+F" onClick={onSearch}>
        <IconSearch {...size} />
      </Tool>
      <Tool label="Zoom in" onClick={() => void zoomIn(motion)}>
        <IconZoomIn {...size} />
      </Tool>
      <Tool label="Zoom out" onClick={() => void zoomOut(motion)}>
        <IconZoomOut {...size} />
      </Tool>
      <Tool label="Show everything" onClick={() => void fitView({ ...motion, padding: 0.15, maxZoom: 1 })}>
        <IconFocusCentered {...size} />
      </Tool>
    </div>
  );
}

interface ToolProps {
  label: string;
  keys?: string;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Tool({ label, keys, disabled, onClick, children }: ToolProps) {
  const words = (
    <Group gap={8}>
      {label}
      {keys && <Kbd keys={keys} />}
    </Group>
  );
  return (
    <Tooltip label={words} position="right">
      <ActionIcon
        size="md"
        aria-label={label}
        disabled={disabled}
        bg={disabled ? 'transparent' : undefined}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
