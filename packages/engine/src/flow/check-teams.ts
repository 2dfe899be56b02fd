import type { FlowGraph } from './flow-graph.ts';
import type { Problem } from './problem.ts';

/** A team by its id, as a flow names it. */
export interface KnownTeam {
  id: string;
  name: string;
}

/** Does every team that a node asks exist? An import, or a team that was removed, leaves ids that name nobody. */
export function checkTeams(graph: FlowGraph, teams: readonly KnownTeam[]): Problem[] {
  const known = new Set(teams.map(({ id }) => id));
  return [...graph.nodes.values()].flatMap(({ node, parsed }) =>
    (parsed?.teams ?? [])
      .filter(({ id }) => !known.has(id))
      .map(
        ({ path }): Problem => ({
          severity: 'error',
          code: 'unknown_team',
          message: `“${node.id}” sends requests to a team that does not exist. Choose another one, or everybody.`,
          nodeId: node.id,
          path,
        }),
      ),
  );
}
