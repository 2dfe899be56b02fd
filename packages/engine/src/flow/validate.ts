import { checkChannels } from './check-channels.ts';
import { checkFiles } from './check-files.ts';
import { checkReferences } from './check-references.ts';
import { checkStructure } from './check-structure.ts';
import { checkTeams, type KnownTeam } from './check-teams.ts';
import { checkTriggers } from './check-triggers.ts';
import type { FlowDocument } from './document.ts';
import { type FlowGraph, graphOf } from './flow-graph.ts';
import type { NodeDefinitions } from './node-definition.ts';
import type { ChannelLimits, Problem } from './problem.ts';

/**
 * Everything that is wrong with a flow, errors first. Never throws, whatever the document holds, and is fast enough
 * to run at every keystroke: an edit costs the parsing of what it changed, and a pass over the rest. Teams and
 * files that a flow names are checked where those that exist are given.
 */
export function validateFlow(
  document: FlowDocument,
  definitions: NodeDefinitions,
  channels: readonly ChannelLimits[] = [],
  teams: readonly KnownTeam[] | null = null,
  files: ReadonlySet<string> | null = null,
): Problem[] {
  const graph = graphOf(document, definitions);
  const problems = [
    ...checkStructure(document, graph),
    ...checkReferences(document, graph),
    ...checkPreHandoffForm(document, graph),
    ...checkReentryNode(document, graph),
    ...checkTriggers(document.configure),
    ...checkChannels(graph, channels),
    ...(teams === null ? [] : checkTeams(graph, teams)),
    ...(files === null ? [] : checkFiles(graph, files)),
  ];
  return [...problems.filter(isError), ...problems.filter((problem) => !isError(problem))];
}

function isError(problem: Problem): boolean {
  return problem.severity === 'error';
}

function checkPreHandoffForm(document: FlowDocument, graph: FlowGraph): Problem[] {
  const nodeId = document.configure.preHandoffForm;
  if (nodeId === null) return [];
  const chosen = graph.nodes.get(nodeId);
  if (chosen?.definition?.preHandoffForm) return [];
  const reason = chosen ? `“${nodeId}” is no pre-handoff form` : `there is no node “${nodeId}”`;
  const message = `Choose another form under Collect before handoff: ${reason}.`;
  return [{ severity: 'error', code: 'pre_handoff_form', message, path: 'configure.preHandoffForm' }];
}

function checkReentryNode(document: FlowDocument, graph: FlowGraph): Problem[] {
  const nodeId = document.configure.reentryNode;
  if (nodeId === null || graph.nodes.has(nodeId)) return [];
  const message = `Choose where returning customers begin: there is no node “${nodeId}”.`;
  return [{ severity: 'error', code: 'reentry_node', message, path: 'configure.reentryNode' }];
}
