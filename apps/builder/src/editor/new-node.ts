import { type FlowDocument, type FlowNode, freeNodeId, type NodeDefinitions } from '@baton/engine';

type Position = FlowNode['position'];

/** Cards are this wide; their height follows from what they show. */
export const CARD_WIDTH = 260;
const CARD_HEIGHT = 160;
const GAP = 80;

/** What a drag from the palette carries. */
export const nodeTypeFormat = 'application/x-baton-node-type';

/** A node of a type with its first settings, under a free id. */
export function newNode(document: FlowDocument, types: NodeDefinitions, type: string, position: Position): FlowNode {
  const id = freeNodeId(type, new Set(document.nodes.map((node) => node.id)));
  const rounded = { x: Math.round(position.x), y: Math.round(position.y) };
  return { id, type, position: rounded, data: types[type]?.initial() ?? {} };
}

/** Where there is room for one more node: at the wished place, or below what is there. */
export function freeSpot(document: FlowDocument, wish: Position): Position {
  const isTaken = (y: number) =>
    document.nodes.some(
      ({ position }) =>
        Math.abs(position.x - wish.x) < CARD_WIDTH + GAP / 2 && Math.abs(position.y - y) < CARD_HEIGHT + GAP / 4,
    );
  let { y } = wish;
  while (isTaken(y)) y += GAP / 2;
  return { x: wish.x, y };
}

/** The place to the right of a node. */
export function besides(node: FlowNode): Position {
  return { x: node.position.x + CARD_WIDTH + GAP, y: node.position.y };
}

/** The first exit of a node that leads nowhere yet, those that must lead somewhere before the others. */
export function openExit(document: FlowDocument, types: NodeDefinitions, nodeId: string): string | null {
  const exits = exitsOf(document, types, nodeId);
  const connected = new Set(document.edges.filter((edge) => edge.from === nodeId).map((edge) => edge.exit));
  const open = exits.filter((exit) => !connected.has(exit.id));
  return (open.find((exit) => !exit.optional) ?? open[0])?.id ?? null;
}

/** The exit that a node in the middle of an edge goes on by. */
export function firstExit(types: NodeDefinitions, node: FlowNode): string | null {
  const parsed = types[node.type]?.parse(node.data);
  return parsed?.ok ? (parsed.node.exits[0]?.id ?? null) : null;
}

function exitsOf(document: FlowDocument, types: NodeDefinitions, nodeId: string) {
  const node = document.nodes.find((each) => each.id === nodeId);
  const parsed = node ? types[node.type]?.parse(node.data) : undefined;
  return parsed?.ok ? parsed.node.exits : [];
}
