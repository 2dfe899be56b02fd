import type { Database } from './client.ts';

/** A member as somebody who may answer customers. */
export interface MemberOperator {
  readonly id: string;
  readonly name: string;
  /** By their own permission and by their role's. */
  readonly canHandoff: boolean;
}

export const MEMBER_OPERATORS = `
SELECT m."userId" AS id, u.name, m."canHandoff" AND m.role = ANY(w."handoffRoles") AS "canHandoff"
FROM "Member" m
  JOIN "Workspace" w ON w.id = m."workspaceId"
  JOIN "User" u ON u.id = m."userId"
WHERE m."workspaceId" = $1
ORDER BY m."createdAt", m."userId"`;

/** Every member, in the order they came. */
export async function memberOperators({ pool }: Database, workspaceId: string): Promise<MemberOperator[]> {
  const { rows } = await pool.query<MemberOperator>({
    name: 'operators-members',
    text: MEMBER_OPERATORS,
    values: [workspaceId],
  });
  return rows;
}

/** What routing looks at. */
export interface OperatorRow {
  readonly id: string;
  readonly availability: string;
  readonly capacity: number | null;
  /** What they have, and what they are asked for. */
  readonly conversations: number;
  readonly assignments: number;
  readonly assignedAt: Date | null;
  readonly teamIds: readonly string[];
}

// Places and the counter that a write swaps are read at one moment: nobody can take a place unseen in between.
export const OPERATOR_ROWS = `
SELECT k.id, COALESCE(o.availability, 'available') AS availability, o.capacity,
  COALESCE(o.assignments, 0) AS assignments, o."assignedAt",
  (SELECT count(*)::int FROM "Conversation" c WHERE c."workspaceId" = $1 AND c."ownerId" = k.id)
    + (SELECT count(*)::int FROM "Conversation" a WHERE a."workspaceId" = $1 AND a."askedId" = k.id) AS conversations,
  ARRAY(SELECT tm."teamId" FROM "TeamMember" tm WHERE tm."workspaceId" = $1 AND tm."operatorId" = k.id) AS "teamIds"
FROM unnest($2::text[]) WITH ORDINALITY AS k(id, place)
  LEFT JOIN "Operator" o ON o."workspaceId" = $1 AND o.id = k.id
ORDER BY k.place`;

/** The operators of these ids, in their order; who has no row yet has the defaults. */
export async function operatorRows(
  { pool }: Database,
  workspaceId: string,
  ids: readonly string[],
): Promise<OperatorRow[]> {
  if (ids.length === 0) return [];
  const values = [workspaceId, ids];
  return (await pool.query<OperatorRow>({ name: 'operators-rows', text: OPERATOR_ROWS, values })).rows;
}

/** What a workspace, and one of its teams, says about handoffs. */
export interface RoutingRow {
  readonly handoffEnabled: boolean;
  readonly routing: string;
  /** Null where no team was named, or where it is no more. */
  readonly teamId: string | null;
  readonly teamName: string | null;
}

export const ROUTING = `
SELECT w."handoffEnabled", COALESCE(t.routing, w.routing) AS routing, t.id AS "teamId", t.name AS "teamName"
FROM "Workspace" w LEFT JOIN "Team" t ON t."workspaceId" = $1 AND t.id = $2
WHERE w.id = $1`;

/** How requests of a workspace, or of one of its teams, are routed. */
export async function readRouting(
  { pool }: Database,
  workspaceId: string,
  teamId: string | null,
): Promise<RoutingRow | null> {
  const values = [workspaceId, teamId];
  return (await pool.query<RoutingRow>({ name: 'operators-routing', text: ROUTING, values })).rows[0] ?? null;
}

/** Keeps what an operator says about themselves, or what is set for them. */
export async function saveOperator(
  { prisma }: Database,
  workspaceId: string,
  id: string,
  change: { readonly availability?: string; readonly capacity?: number | null },
): Promise<void> {
  await prisma.operator.upsert({
    where: { workspaceId_id: { workspaceId, id } },
    create: { workspaceId, id, ...change },
    update: change,
  });
}

export async function teamExists({ prisma }: Database, workspaceId: string, id: string): Promise<boolean> {
  return (await prisma.team.count({ where: { workspaceId, id } })) > 0;
}
