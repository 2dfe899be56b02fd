import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { type InternalNode, useReactFlow } from 'reactflow';
import { useEditor } from '../../editor/editor-context.tsx';

const CARD = { width: 260, height: 140 };
const MARGIN = 24;

/**
 * Brings what somebody asked for into sight: the node of a problem or of a search into the middle, a node that was
 * selected or added just as far as the inspector would cover it. Answers the ref of the canvas's element.
 */
export function useFocusRequests() {
  const section = useRef<HTMLElement>(null);
  const focus = useEditor((state) => state.focus);
  const selected = useEditor(({ selection }) => (selection.nodes.length === 1 ? selection.nodes[0] : undefined));
  const calm = useMediaQuery('(prefers-reduced-motion: reduce)') ?? false;
  const { getInternalNode, setCenter, getViewport, setViewport } = useReactFlow();
  const handled = useRef(focus);
  const duration = calm ? 0 : 160;

  useEffect(() => {
    if (!focus?.nodeId || focus === handled.current) return;
    handled.current = focus;
    const node = getInternalNode(focus.nodeId);
    if (!node || !focus.centre) return;
    const { x, y, width, height } = boxOf(node);
    const zoom = Math.max(0.75, Math.min(1, getViewport().zoom));
    void setCenter(x + width / 2, y + height / 2, { zoom, duration });
  }, [focus, duration, getInternalNode, setCenter, getViewport]);

  useEffect(() => {
    if (selected === undefined) return;
    // The inspector takes its place in the next frame, and a new card is measured by then.
    const frame = requestAnimationFrame(() => {
      const node = getInternalNode(selected);
      const room = section.current?.getBoundingClientRect();
      // What goes to the middle anyway is left alone.
      const isCentred = handled.current?.centre === true && handled.current.nodeId === selected;
      if (!node || !room || isCentred) return;
      const { x, y, zoom } = getViewport();
      const box = boxOf(node);
      const dx = shift(box.x * zoom + x, box.width * zoom, room.width);
      const dy = shift(box.y * zoom + y, box.height * zoom, room.height);
      if (dx !== 0 || dy !== 0) void setViewport({ x: x + dx, y: y + dy, zoom }, { duration });
    });
    return () => cancelAnimationFrame(frame);
  }, [selected, duration, getInternalNode, getViewport, setViewport]);

  return section;
}

function boxOf({ internals, measured }: InternalNode) {
  return { ...internals.positionAbsolute, width: measured.width ?? CARD.width, height: measured.height ?? CARD.height };
}

/** How far something has to move along one axis to be seen; what is larger than the room shows its beginning. */
function shift(start: number, length: number, room: number): number {
  if (start < MARGIN) return MARGIN - start;
  const over = start + length - (room - MARGIN);
  return over > 0 ? -Math.min(over, start - MARGIN) : 0;
}
