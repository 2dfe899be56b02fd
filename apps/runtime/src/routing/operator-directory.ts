import { type Availability, availabilitySchema, type OperatorStatus } from '@baton/contracts';
import type { Database } from '../db/client.ts';
import { memberOperators, type OperatorRow, operatorRows } from '../db/operators.ts';
import type { Presence } from '../services.ts';

/** Somebody who answers customers, as the place where they are reached knows them. */
export interface KnownOperator {
  /** A member's user id; of anybody else an id that no member has. */
  readonly id: string;
  readonly name: string;
  readonly canHandoff: boolean;
  /** Whether an alert would reach them there now. */
  readonly reachable: boolean;
}

/** A place where operators are reached: the inbox, or another that alerts people. */
export type OperatorSource = (workspaceId: string) => Promise<readonly KnownOperator[]>;

/** One operator, with everything that routing looks at. */
export interface RoutedOperator extends KnownOperator, Omit<OperatorRow, 'availability'> {
  readonly availability: Availability;
}

export interface OperatorDirectory {
  /** Everybody, in the order they came. */
  list(workspaceId: string): Promise<RoutedOperator[]>;
  /** Who would be asked now: allowed, available, reached by an alert, in the team where one is named. */
  available(workspaceId: string, teamId: string | null): Promise<RoutedOperator[]>;
}

/** Members are operators who are reached while they have the inbox open. */
export function inboxOperators(database: Database, presence: Presence): OperatorSource {
  return async (workspaceId) => {
    const members = await memberOperators(database, workspaceId);
    return members.map((member) => ({ ...member, reachable: presence.isOnline(workspaceId, member.id) }));
  };
}

/** Who answers in a workspace, from every place where they are reached. */
export function createOperatorDirectory(database: Database, sources: readonly OperatorSource[]): OperatorDirectory {
  async function known(workspaceId: string): Promise<KnownOperator[]> {
    const found = (await Promise.all(sources.map((source) => source(workspaceId)))).flat();
    const byId = new Map<string, KnownOperator>();
    for (const each of found) {
      const before = byId.get(each.id);
      // Somebody with two ways to be alerted is reached by either.
      byId.set(each.id, before ? { ...before, reachable: before.reachable || each.reachable } : each);
    }
    return [...byId.values()];
  }

  async function withRows(workspaceId: string, people: readonly KnownOperator[]): Promise<RoutedOperator[]> {
    const ids = people.map(({ id }) => id);
    const rows = new Map((await operatorRows(database, workspaceId, ids)).map((row) => [row.id, row]));
    return people.flatMap((person) => {
      const row = rows.get(person.id);
      return row ? [{ ...row, ...person, availability: availabilitySchema.parse(row.availability) }] : [];
    });
  }

  return {
    list: async (workspaceId) => withRows(workspaceId, await known(workspaceId)),
    async available(workspaceId, teamId) {
      const people = (await known(workspaceId)).filter(({ canHandoff, reachable }) => canHandoff && reachable);
      const routed = await withRows(workspaceId, people);
      return routed.filter(
        ({ availability, teamIds }) => availability === 'available' && (teamId === null || teamIds.includes(teamId)),
      );
    },
  };
}

/** An operator as staff see them. */
export function operatorStatus(operator: RoutedOperator): OperatorStatus {
  const { id, name, canHandoff, reachable, availability, capacity, conversations, teamIds } = operator;
  return { id, name, canHandoff, reachable, availability, capacity, conversations, teamIds: [...teamIds] };
}
