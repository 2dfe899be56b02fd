import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { useReactFlow } from 'reactflow';
import { useEditor } from '../../editor/editor-context.tsx';

const CARD = { width: 260, height: 140 };

/** Brings the node that something asked for into sight. Answers the ref of the canvas's element. */
export function useFocusRequests() {
  const section = useRef<HTMLElement>(null);
  const focus = useEditor((state) => state.focus);
  const calm = useMediaQuery('(prefers-reduced-motion: reduce)') ?? false;
  const { getNode, setCenter, getZoom, flowToScreenPosition } = useReactFlow();
  const handled = useRef(focus);

  useEffect(() => {
    if (!focus?.nodeId || focus === handled.current) return;
    handled.current = focus;
    const node = getNode(focus.nodeId);
    const box = section.current?.getBoundingClientRect();
    if (!node || !box) return;
    const { x, y } = node.position;
    const { width, height } = { ...CARD, ...node.measured };
    const corners = [flowToScreenPosition({ x, y }), flowToScreenPosition({ x: x + width, y: y + height })];
    const isInSight = corners.every(
      (corner) => corner.x > box.left && corner.x < box.right && corner.y > box.top && corner.y < box.bottom,
    );
    if (isInSight && !focus.centre) return;
    const zoom = Math.max(0.6, Math.min(1, getZoom()));
    void setCenter(x + width / 2, y + height / 2, { zoom, duration: calm ? 0 : 160 });
  }, [focus, calm, getNode, setCenter, getZoom, flowToScreenPosition]);

  return section;
}
