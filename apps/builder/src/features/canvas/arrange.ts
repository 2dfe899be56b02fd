import type { FlowDocument, FlowNode } from '@baton/engine';

const COLUMN = 360;
const GAP = 48;
const UNKNOWN_HEIGHT = 140;

/**
 * Places for all nodes: columns by how far from the start they are, and in each column the order of what leads
 * there, so that few lines cross. What nothing leads to stands in rows below.
 */
export function arrange(
  document: FlowDocument,
  heights: ReadonlyMap<string, number>,
): Map<string, FlowNode['position']> {
  const columns = columnsOf(document);
  const positions = new Map<string, FlowNode['position']>();
  let bottom = 0;
  for (const [index, column] of columns.reached.entries()) {
    const total = column.reduce((sum, id) => sum + heightOf(id) + GAP, -GAP);
    let y = -total / 2;
    for (const id of column) {
      positions.set(id, { x: index * COLUMN, y: Math.round(y) });
      y += heightOf(id) + GAP;
    }
    bottom = Math.max(bottom, y);
  }
  for (const [index, id] of columns.loose.entries()) {
    positions.set(id, { x: (index % 5) * COLUMN, y: Math.round(bottom + GAP + Math.floor(index / 5) * 240) });
  }
  return positions;

  function heightOf(id: string): number {
    return heights.get(id) ?? UNKNOWN_HEIGHT;
  }
}

function columnsOf({ nodes, edges }: FlowDocument): { reached: string[][]; loose: string[] } {
  const next = new Map<string, string[]>();
  const hasEntry = new Set<string>();
  for (const { from, to } of edges) {
    next.set(from, [...(next.get(from) ?? []), to]);
    if (from !== to) hasEntry.add(to);
  }
  const connected = new Set([...next.keys(), ...hasEntry]);
  const starts = nodes.filter(({ id }) => !hasEntry.has(id) && connected.has(id)).map(({ id }) => id);
  const ids = new Set(nodes.map(({ id }) => id));
  const depth = new Map(starts.map((id) => [id, 0]));
  // A map can grow while it is walked: breadth first, each node at its shortest distance.
  for (const [id, at] of depth) {
    for (const to of next.get(id) ?? []) if (!depth.has(to) && ids.has(to)) depth.set(to, at + 1);
  }
  const reached: string[][] = [];
  for (const [id, at] of depth) {
    while (reached.length <= at) reached.push([]);
    reached[at]?.push(id);
  }
  return { reached, loose: nodes.map(({ id }) => id).filter((id) => !depth.has(id)) };
}
