import type { FlowDocument, NodeDefinitions } from '@baton/engine';
import type { Viewport } from 'reactflow';
import { CARD_WIDTH } from '../../editor/new-node.ts';

const CARD_HEIGHT = 180;
const MARGIN = 48;
/** Smaller than this, the words on the cards can't be read. */
const READABLE = 0.75;

/** What is seen of a flow when it is opened: all of it where that can be read, else its beginning. */
export function firstView(
  { nodes }: FlowDocument,
  types: NodeDefinitions,
  box: { width: number; height: number },
): Viewport {
  if (nodes.length === 0 || box.width === 0 || box.height === 0) return { x: 0, y: 0, zoom: 1 };
  const xs = nodes.map((node) => node.position.x);
  const ys = nodes.map((node) => node.position.y);
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  const width = Math.max(...xs) + CARD_WIDTH - left;
  const height = Math.max(...ys) + CARD_HEIGHT - top;
  const zoom = Math.min(1, (box.width - 2 * MARGIN) / width, (box.height - 2 * MARGIN) / height);
  if (zoom >= READABLE) {
    return { x: (box.width - width * zoom) / 2 - left * zoom, y: (box.height - height * zoom) / 2 - top * zoom, zoom };
  }
  const start = nodes.find((node) => types[node.type]?.entry)?.position ?? { x: left, y: top };
  return {
    x: MARGIN - start.x * READABLE,
    y: box.height / 2 - (start.y + CARD_HEIGHT / 2) * READABLE,
    zoom: READABLE,
  };
}
