import type { BotLanguage } from '../bot-words.ts';
import type { FlowDocument, FlowNode } from './document.ts';
import type { NodeDefinitions } from './node-definition.ts';
import { labelOfNode } from './node-id.ts';
import { parseTemplate } from './template.ts';

/** A published flow made ready to run: built once per version, shared by every conversation on it. */
export interface CompiledFlow {
  versionId: string;
  startId: string;
  nodes: ReadonlyMap<string, CompiledNode>;
  /** Titles for "Label: value" lines and for people: node id → what it asks. */
  labels: ReadonlyMap<string, string>;
  /** In which the bot says what nobody has written for it. */
  language: BotLanguage;
}

export interface CompiledNode {
  id: string;
  type: string;
  /** As the node's schema returned it: defaults filled in. */
  data: FlowNode['data'];
  /** Exit id → node id. An exit that is not here ends the run. */
  exits: ReadonlyMap<string, string>;
  /** Ids of the teams that it may ask. */
  teams: readonly string[];
  /** Why this node can't be carried out; a run that meets it fails with this sentence. */
  broken?: string;
}

/**
 * Makes a flow ready to run. Never throws: what validation would refuse becomes a `broken` node, so that a version
 * published under other node types still loads, and only a run that meets the node fails.
 */
export function compileFlow(versionId: string, document: FlowDocument, definitions: NodeDefinitions): CompiledFlow {
  const targets = targetsByNode(document);
  const nodes = new Map<string, CompiledNode>();
  let startId = '';
  for (const node of document.nodes) {
    if (nodes.has(node.id)) continue;
    const definition = Object.hasOwn(definitions, node.type) ? definitions[node.type] : undefined;
    if (definition?.entry && startId === '') startId = node.id;
    nodes.set(node.id, compileNode(node, definition, targets.get(node.id) ?? new Map()));
  }
  const labels = new Map([...nodes.keys()].map((id) => [id, labelOfNode(id)]));
  return { versionId, startId, nodes, labels, language: document.configure.language };
}

type Definition = NodeDefinitions[string];

function compileNode(
  node: FlowNode,
  definition: Definition | undefined,
  targets: ReadonlyMap<string, string>,
): CompiledNode {
  const { id, type, data } = node;
  if (!definition) {
    return { id, type, data, exits: targets, teams: [], broken: `The node “${id}” is of an unknown type, “${type}”.` };
  }
  const parsed = definition.parse(data);
  if (!parsed.ok) {
    const reason = parsed.problems.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ');
    return {
      id,
      type,
      data,
      exits: targets,
      teams: [],
      broken: `The settings of the node “${id}” can't be read (${reason}).`,
    };
  }
  // Taken apart now, so that no customer waits for it.
  for (const template of parsed.node.templates) parseTemplate(template);
  const exits = parsed.node.exits.flatMap((exit): [string, string][] => {
    const target = targets.get(exit.id);
    return target === undefined ? [] : [[exit.id, target]];
  });
  const teams = parsed.node.teams.map((team) => team.id);
  return { id, type, data: parsed.node.data, exits: new Map(exits), teams };
}

function targetsByNode(document: FlowDocument): Map<string, Map<string, string>> {
  const targets = new Map<string, Map<string, string>>();
  for (const { from, exit, to } of document.edges) {
    const exits = targets.get(from) ?? new Map<string, string>();
    if (!exits.has(exit)) exits.set(exit, to);
    targets.set(from, exits);
  }
  return targets;
}
