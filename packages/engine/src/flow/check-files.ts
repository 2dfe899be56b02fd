import type { FlowDocument } from './document.ts';
import { type FlowGraph, graphOf } from './flow-graph.ts';
import type { NodeDefinitions } from './node-definition.ts';
import type { Problem } from './problem.ts';

/** The ids of the stored files that a flow's nodes send. */
export function filesOf(document: FlowDocument, definitions: NodeDefinitions): string[] {
  const nodes = graphOf(document, definitions).nodes.values();
  return [...nodes].flatMap(({ parsed }) => (parsed?.files ?? []).map(({ id }) => id));
}

/** Is every file that a node sends stored here, for flows? An import from elsewhere brings names, not files. */
export function checkFiles(graph: FlowGraph, files: ReadonlySet<string>): Problem[] {
  return [...graph.nodes.values()].flatMap(({ node, parsed }) =>
    (parsed?.files ?? [])
      .filter(({ id }) => !files.has(id))
      .map(
        ({ name, path }): Problem => ({
          severity: 'error',
          code: 'missing_file',
          message: `Add the file of “${node.id}” again: “${name}” is not stored here.`,
          nodeId: node.id,
          path,
        }),
      ),
  );
}
