import { alwaysAnswered, sometimesAnswered } from './answered.ts';
import type { FlowDocument } from './document.ts';
import { graphOf } from './flow-graph.ts';
import type { NodeDefinitions } from './node-definition.ts';
import { labelOfNode } from './node-id.ts';

/** An answer that can be inserted as `<<nodeId>>`. */
export interface AvailableAnswer {
  nodeId: string;
  /** How people read its id: "Preferred date". */
  label: string;
  /** What its node says, for recognising it. */
  preview: string;
  /** The fields of a form, each of which can be inserted as `<<nodeId.field>>`. */
  fields: { id: string; label: string }[];
  /** Whether it is answered on every way here; else a fallback is a good idea. */
  certain: boolean;
}

/**
 * The answers that can exist at a node, for the picker. With `nodeId` null, at any time: for the texts of Configure,
 * where every answer of the flow may exist and none is certain.
 */
export function answersAvailableAt(
  document: FlowDocument,
  definitions: NodeDefinitions,
  nodeId: string | null,
): AvailableAnswer[] {
  const graph = graphOf(document, definitions);
  // A node that nothing leads to yet is being built: everything is offered.
  const anywhere = nodeId === null || !graph.reachable.has(nodeId);
  const always = alwaysAnswered(graph);
  const sometimes = anywhere ? null : sometimesAnswered(graph, nodeId);
  return [...graph.nodes.values()].flatMap(({ node, parsed }) => {
    if (!parsed?.answer || node.id === nodeId) return [];
    if (sometimes && !sometimes.has(node.id)) return [];
    const fields = parsed.answer.kind === 'fields' ? parsed.answer.fields.map(({ id, label }) => ({ id, label })) : [];
    const certain = !anywhere && always(nodeId, node.id);
    return [{ nodeId: node.id, label: labelOfNode(node.id), preview: parsed.preview[0] ?? '', fields, certain }];
  });
}
