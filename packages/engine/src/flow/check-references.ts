import { alwaysAnswered } from './answered.ts';
import type { FlowDocument } from './document.ts';
import type { FlowGraph } from './flow-graph.ts';
import type { Problem } from './problem.ts';
import { configureTemplates, ownReferences } from './rename.ts';
import { malformedReferences, type Reference, referencesOf } from './template.ts';

/** Checks every `<<reference>>`: does it name an answer, and one that is there when it is needed? */
export function checkReferences(document: FlowDocument, graph: FlowGraph): Problem[] {
  const always = alwaysAnswered(graph);
  const inNodes = [...graph.nodes.values()].flatMap(({ node, parsed }) => {
    const place = { nodeId: node.id };
    // A node that no run comes to has other problems first. The pre-handoff form may be asked at any time.
    const isAsked = document.configure.preHandoffForm === node.id;
    const isCertain = (answering: string) => !isAsked && (!graph.reachable.has(node.id) || always(node.id, answering));
    return (parsed?.templates ?? []).flatMap((template) => checkTemplate(graph, template, place, isCertain));
  });
  const inConfigure = configureTemplates.flatMap((key) => {
    const place = { path: `configure.${key}` };
    const template = document.configure[key];
    return checkTemplate(graph, template, place, () => false, ownReferences[key]);
  });
  return withoutRepeats([...inNodes, ...inConfigure]);
}

type Place = Pick<Problem, 'nodeId' | 'path'>;

function checkTemplate(
  graph: FlowGraph,
  template: string,
  place: Place,
  isCertain: (answering: string) => boolean,
  alwaysThere?: string,
): Problem[] {
  const references = referencesOf(template).filter(({ nodeId }) => nodeId !== alwaysThere);
  return [
    ...references.flatMap((reference) => checkReference(graph, reference, place, isCertain)),
    ...malformedReferences(template).map((source): Problem => {
      const message = `Correct “${source}”: answers are inserted as <<node-id>>, and this would be sent as it stands.`;
      return { severity: 'warning', code: 'malformed_reference', message, ...place };
    }),
  ];
}

function checkReference(
  graph: FlowGraph,
  reference: Reference,
  place: Place,
  isCertain: (answering: string) => boolean,
): Problem[] {
  const { nodeId, field, fallback } = reference;
  const name = `<<${nodeId}${field === null ? '' : `.${field}`}>>`;
  const unknown = (message: string): Problem[] => [{ severity: 'error', code: 'unknown_reference', message, ...place }];

  const target = graph.nodes.get(nodeId);
  if (!target) return unknown(`Choose another answer than ${name}: there is no node “${nodeId}”.`);
  if (!target.parsed) return [];
  const { answer } = target.parsed;
  if (!answer) return unknown(`Choose another answer than ${name}: “${nodeId}” asks nothing.`);
  const shape = field !== null && answer.kind === 'fields' ? answer.fields.find((each) => each.id === field) : null;
  if (field !== null && !shape)
    return unknown(`Choose another answer than ${name}: “${nodeId}” has no field “${field}”.`);
  if (fallback !== null || (isCertain(nodeId) && !shape?.optional)) return [];
  const message = `Give ${name} a fallback, like ${name.slice(0, -2)}|…>>: it may be unanswered here.`;
  return [{ severity: 'warning', code: 'maybe_unanswered', message, ...place }];
}

/** The same reference twice in one place is one problem. */
function withoutRepeats(problems: Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ nodeId, path, message }) => {
    const key = `${nodeId ?? ''} ${path ?? ''} ${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
