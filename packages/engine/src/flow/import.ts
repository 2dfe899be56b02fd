import { z } from 'zod';
import { FLOW_SCHEMA_VERSION, type FlowDocument, flowDocumentSchema } from './document.ts';
import type { NodeDefinitions } from './node-definition.ts';

/** A flow that was read, or the sentences that say why it can't be. */
export type FlowImport = { ok: true; document: FlowDocument } | { ok: false; problems: string[] };

/** More would help nobody. */
const MAX_PROBLEMS = 20;

const versionSchema = z.object({ schemaVersion: z.int().positive() });

/**
 * Reads a flow from outside: a file, a request's body, a stored row. With `definitions`, node types that do not exist
 * and settings that their type can't read are refused too; what is merely unfinished is for `validateFlow`.
 */
export function readFlowDocument(input: unknown, definitions?: NodeDefinitions): FlowImport {
  const version = versionSchema.safeParse(input);
  if (!version.success)
    return refuse(['This is not a flow: it has no “schemaVersion”. Choose a file exported from the builder.']);
  const { schemaVersion } = version.data;
  if (schemaVersion > FLOW_SCHEMA_VERSION) {
    const versions = `format ${schemaVersion}, this one reads up to ${FLOW_SCHEMA_VERSION}`;
    return refuse([
      `This flow was made by a newer version of Baton (${versions}). Update Baton, then import it again.`,
    ]);
  }
  const parsed = flowDocumentSchema.safeParse(input);
  if (!parsed.success) return refuse(parsed.error.issues.map((issue) => describeIssue(issue, input)));
  const problems = definitions ? unreadableNodes(parsed.data, definitions) : [];
  return problems.length === 0 ? { ok: true, document: parsed.data } : refuse(problems);
}

function refuse(problems: string[]): FlowImport {
  const more = problems.length - MAX_PROBLEMS;
  return { ok: false, problems: more > 0 ? [...problems.slice(0, MAX_PROBLEMS), `And ${more} more.`] : problems };
}

function unreadableNodes(document: FlowDocument, definitions: NodeDefinitions): string[] {
  return document.nodes.flatMap(({ id, type, data }) => {
    const definition = Object.hasOwn(definitions, type) ? definitions[type] : undefined;
    if (!definition) return [`The node “${id}” is of an unknown type, “${type}”.`];
    const parsed = definition.parse(data);
    return parsed.ok
      ? []
      : parsed.problems.map(
          ({ path, message }) => `The node “${id}” can't be read at ${path || 'its data'}: ${message}.`,
        );
  });
}

const namedNode = z.object({ id: z.string().max(64) });

/** “nodes.3.position.x” means little to people: the node's id does, where there is one. */
function describeIssue(issue: z.core.$ZodIssue, input: unknown): string {
  const [list, index, ...rest] = issue.path;
  const path = issue.path.map(String).join('.') || 'its top level';
  if (list !== 'nodes' || typeof index !== 'number') return `The flow can't be read at ${path}: ${issue.message}.`;
  const nodes = z.object({ nodes: z.array(z.unknown()) }).safeParse(input);
  const node = namedNode.safeParse(nodes.data?.nodes[index]);
  const where = node.success ? `The node “${node.data.id}”` : `Node ${index + 1}`;
  return `${where} can't be read at ${rest.map(String).join('.') || 'its top level'}: ${issue.message}.`;
}
