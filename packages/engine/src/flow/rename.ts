import type { Configure, FlowDocument } from './document.ts';
import type { NodeDefinitions } from './node-definition.ts';
import { renameFieldReference, renameReference } from './template.ts';

/**
 * Gives a node another id everywhere: the node, its edges, every `<<reference>>` in nodes and in Configure, and the
 * nodes that Configure chooses. Parts that do not mention it stay the same objects. The caller checks that `to` is valid and free.
 */
export function renameNode(
  document: FlowDocument,
  definitions: NodeDefinitions,
  from: string,
  to: string,
): FlowDocument {
  const map = (template: string) => renameReference(template, from, to);
  const nodes = document.nodes.map((node) => {
    const data = mapData(definitions, node.type, node.data, map);
    const id = node.id === from ? to : node.id;
    return data === node.data && id === node.id ? node : { ...node, id, data };
  });
  const edges = document.edges.map((edge) =>
    edge.from === from || edge.to === from
      ? { ...edge, from: edge.from === from ? to : edge.from, to: edge.to === from ? to : edge.to }
      : edge,
  );
  return { ...document, nodes, edges, configure: mapConfigure(document.configure, from, to, map) };
}

/** Gives a field of a form another id in every `<<form.field>>` of nodes and of Configure; the form's own data has it already. */
export function renameField(
  document: FlowDocument,
  definitions: NodeDefinitions,
  { nodeId, from, to }: { readonly nodeId: string; readonly from: string; readonly to: string },
): FlowDocument {
  const map = (template: string) => renameFieldReference(template, nodeId, from, to);
  const nodes = document.nodes.map((node) => {
    const data = mapData(definitions, node.type, node.data, map);
    return data === node.data ? node : { ...node, data };
  });
  const texts = Object.fromEntries(configureTemplates.map((key) => [key, map(document.configure[key])]));
  return { ...document, nodes, configure: { ...document.configure, ...texts } };
}

type Data = FlowDocument['nodes'][number]['data'];

function mapData(definitions: NodeDefinitions, type: string, data: Data, map: (template: string) => string): Data {
  const definition = Object.hasOwn(definitions, type) ? definitions[type] : undefined;
  const parsed = definition?.parse(data);
  // What can't be read can't be rewritten; validation reports it.
  if (!parsed?.ok) return data;
  return parsed.node.templates.some((template) => map(template) !== template) ? parsed.node.mapTemplates(map) : data;
}

function mapConfigure(configure: Configure, from: string, to: string, map: (template: string) => string): Configure {
  const chosen = Object.fromEntries(configureNodes.map((key) => [key, configure[key] === from ? to : configure[key]]));
  const isOwn = (key: ConfigureTemplate) => ownReferences[key] === from;
  const texts = Object.fromEntries(
    configureTemplates.map((key) => [key, isOwn(key) ? configure[key] : map(configure[key])]),
  );
  return { ...configure, ...texts, ...chosen };
}

/** The settings of Configure that name a node. */
export const configureNodes = ['preHandoffForm', 'reentryNode'] as const satisfies readonly (keyof Configure)[];

/** The texts of Configure in which answers can be inserted. */
export const configureTemplates = [
  'humanTakesOver',
  'botResumes',
  'sessionEnded',
  'connectedTo',
  'fallbackMessage',
  'offerText',
  'leadFormTitle',
  'outsideHours',
  'queuePosition',
  'awayReply',
] as const satisfies readonly (keyof Configure)[];

/** The texts of Configure in which answers can be inserted. */
export type ConfigureTemplate = (typeof configureTemplates)[number];

/** What a text of Configure can insert besides answers. There it is not a node of that name. */
export const ownReferences: Readonly<Partial<Record<ConfigureTemplate, string>>> = {
  connectedTo: 'operator',
  outsideHours: 'hours',
  queuePosition: 'position',
  awayReply: 'operator',
};
