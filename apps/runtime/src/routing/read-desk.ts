import { routingSchema } from '@baton/contracts';
import { type Desk, workspaceDesk } from '@baton/engine';
import type { Database } from '../db/client.ts';
import { readRouting } from '../db/operators.ts';
import type { OperatorDirectory, RoutedOperator } from './operator-directory.ts';

/** A desk, with the counters that a write swaps when it brings one of its operators a conversation. */
export interface DeskNow {
  readonly desk: Desk;
  readonly counters: ReadonlyMap<string, number>;
}

/** Who answers for a team at this moment; for the whole workspace where the id is empty, or of no team any more. */
export async function readDesk(
  { database, operators }: { readonly database: Database; readonly operators: OperatorDirectory },
  workspaceId: string,
  id: string,
): Promise<DeskNow> {
  const row = await readRouting(database, workspaceId, id === workspaceDesk ? null : id);
  const team = row?.teamId ? { id: row.teamId, name: row.teamName ?? '' } : null;
  const free = (await operators.available(workspaceId, team?.id ?? null)).filter(hasPlace);
  return {
    desk: {
      team,
      routing: routingSchema.parse(row?.routing ?? 'claim'),
      operators: free.map(({ id: operatorId, name, conversations, assignedAt }) => ({
        id: operatorId,
        name,
        conversations,
        assignedAt: assignedAt?.getTime() ?? null,
      })),
    },
    counters: new Map(free.map(({ id: operatorId, assignments }) => [operatorId, assignments])),
  };
}

function hasPlace({ capacity, conversations }: RoutedOperator): boolean {
  return capacity === null || conversations < capacity;
}
