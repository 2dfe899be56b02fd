import {
  type Configure,
  configureNodes,
  type FlowDocument,
  type FlowEdge,
  type FlowNode,
  type NodeDefinitions,
  renameField,
  renameNode,
} from '@baton/engine';

/** Where an edge begins. A document has at most one edge per place. */
export type EdgeStart = Pick<FlowEdge, 'from' | 'exit'>;

/** Everything that can be done to a flow, as data: the store applies it, undo takes it back. */
export type Edit =
  | { kind: 'add'; nodes: readonly FlowNode[]; edges: readonly FlowEdge[] }
  | { kind: 'move'; positions: ReadonlyMap<string, FlowNode['position']> }
  | { kind: 'set_data'; nodeId: string; data: FlowNode['data'] }
  | { kind: 'rename'; from: string; to: string }
  /** An exit leads to one node: connecting it again replaces. */
  | { kind: 'connect'; edge: FlowEdge }
  /** Takes hold of an edge's end and puts it elsewhere. */
  | { kind: 'reconnect'; before: EdgeStart; edge: FlowEdge }
  /** Puts a node in the middle of an edge; it goes on by `exit`, or nowhere when it has none. */
  | { kind: 'insert'; node: FlowNode; edge: FlowEdge; exit: string | null }
  /** Removes nodes with everything connected to them, and edges. A flow's entry stays. */
  | { kind: 'remove'; nodes: readonly string[]; edges: readonly EdgeStart[] }
  | { kind: 'configure'; change: Partial<Configure> }
  | { kind: 'replace'; document: FlowDocument };

type EditOf<Kind extends Edit['kind']> = Extract<Edit, { kind: Kind }>;
type Apply = {
  [Kind in Edit['kind']]: (document: FlowDocument, edit: EditOf<Kind>, types: NodeDefinitions) => FlowDocument;
};

/** The document after an edit. Everything the edit does not touch stays the same object. */
export function applyEdit(document: FlowDocument, edit: Edit, types: NodeDefinitions): FlowDocument {
  return applyOne(edit.kind, document, edit, types);
}

function applyOne<Kind extends Edit['kind']>(
  kind: Kind,
  document: FlowDocument,
  edit: EditOf<Kind>,
  types: NodeDefinitions,
): FlowDocument {
  return apply[kind](document, edit, types);
}

const apply: Apply = {
  add: (document, { nodes, edges }) => ({
    ...document,
    nodes: [...document.nodes, ...nodes],
    edges: edges.reduce(withEdge, document.edges),
  }),
  move: (document, { positions }) => {
    const nodes = document.nodes.map((node) => {
      const position = positions.get(node.id);
      if (!position || (position.x === node.position.x && position.y === node.position.y)) return node;
      return { ...node, position };
    });
    return nodes.some((node, index) => node !== document.nodes[index]) ? { ...document, nodes } : document;
  },
  set_data: (document, { nodeId, data }, types) => {
    const node = document.nodes.find((each) => each.id === nodeId);
    if (!node) return document;
    const next = { ...node, data };
    const nodes = document.nodes.map((each) => (each === node ? next : each));
    const changed = { ...document, nodes, edges: withoutLostExits(document.edges, next, types) };
    const renamed = renamedField(fieldsOf(node, types), fieldsOf(next, types));
    return renamed ? renameField(changed, types, { nodeId, ...renamed }) : changed;
  },
  rename: (document, { from, to }, types) => renameNode(document, types, from, to),
  connect: (document, { edge }) => ({ ...document, edges: withEdge(document.edges, edge) }),
  reconnect: (document, { before, edge }) => ({
    ...document,
    edges: withEdge(withoutEdges(document.edges, [before]), edge),
  }),
  insert: (document, { node, edge, exit }) => {
    const first = withEdge(document.edges, { from: edge.from, exit: edge.exit, to: node.id });
    const edges = exit === null ? first : withEdge(first, { from: node.id, exit, to: edge.to });
    return { ...document, nodes: [...document.nodes, node], edges };
  },
  remove: (document, { nodes, edges }, types) => {
    const gone = new Set(nodes.filter((id) => !isEntry(document, id, types)));
    const rest = withoutEdges(document.edges, edges).filter(({ from, to }) => !gone.has(from) && !gone.has(to));
    if (gone.size === 0 && rest.length === document.edges.length) return document;
    return {
      ...document,
      nodes: gone.size === 0 ? document.nodes : document.nodes.filter((node) => !gone.has(node.id)),
      edges: rest.length === document.edges.length ? document.edges : rest,
      configure: withoutLostNodes(document.configure, gone),
    };
  },
  configure: (document, { change }) => ({ ...document, configure: { ...document.configure, ...change } }),
  replace: (_document, edit) => edit.document,
};

/** Whether two edges begin at the same exit. */
export function sameStart(one: EdgeStart, other: EdgeStart): boolean {
  return one.from === other.from && one.exit === other.exit;
}

/** What Configure had chosen among nodes that are gone is chosen no more. */
function withoutLostNodes(configure: Configure, gone: ReadonlySet<string>): Configure {
  const lost = configureNodes.filter((key) => gone.has(configure[key] ?? ''));
  return lost.length === 0 ? configure : { ...configure, ...Object.fromEntries(lost.map((key) => [key, null])) };
}

function withEdge(edges: readonly FlowEdge[], edge: FlowEdge): FlowEdge[] {
  return [...edges.filter((each) => !sameStart(each, edge)), edge];
}

function withoutEdges(edges: FlowEdge[], removed: readonly EdgeStart[]): FlowEdge[] {
  return removed.length === 0 ? edges : edges.filter((edge) => !removed.some((each) => sameStart(each, edge)));
}

/** The field of a form that got another id, where it is one of them and nothing else can be meant. */
function renamedField(before: readonly string[], after: readonly string[]): { from: string; to: string } | null {
  if (before.length !== after.length) return null;
  const [place, ...more] = before.flatMap((id, index) => (id === after[index] ? [] : [index]));
  const [from, to] = place === undefined ? [] : [before[place], after[place]];
  if (from === undefined || to === undefined || more.length > 0) return null;
  return after.includes(from) || before.includes(to) ? null : { from, to };
}

function fieldsOf(node: FlowNode, types: NodeDefinitions): readonly string[] {
  const parsed = types[node.type]?.parse(node.data);
  const shape = parsed?.ok ? parsed.node.answer : null;
  return shape?.kind === 'fields' ? shape.fields.map(({ id }) => id) : [];
}

/** An option that was removed takes its connection along. */
function withoutLostExits(edges: FlowEdge[], node: FlowNode, types: NodeDefinitions): FlowEdge[] {
  const parsed = types[node.type]?.parse(node.data);
  if (!parsed?.ok) return edges;
  const exits = new Set(parsed.node.exits.map((exit) => exit.id));
  const kept = edges.filter((edge) => edge.from !== node.id || exits.has(edge.exit));
  return kept.length === edges.length ? edges : kept;
}

function isEntry(document: FlowDocument, id: string, types: NodeDefinitions): boolean {
  const type = document.nodes.find((node) => node.id === id)?.type;
  return type !== undefined && types[type]?.entry === true;
}
