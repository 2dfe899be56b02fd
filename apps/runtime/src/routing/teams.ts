import { randomUUID } from 'node:crypto';
import { type Routing, routingSchema, type Session, type Team } from '@baton/contracts';
import { type HandoffOverrides, handoffOverridesSchema } from '@baton/engine';
import { recordAudit } from '../accounts/audit.ts';
import { AppError } from '../app-error.ts';
import { type Database, isUniqueViolation, type Transaction } from '../db/client.ts';
import type { ConversationRuntime } from '../services.ts';
import type { OperatorDirectory } from './operator-directory.ts';

export interface TeamDeps {
  readonly database: Database;
  readonly live: Pick<ConversationRuntime, 'operatorsChanged' | 'rulesChanged'> & {
    readonly operators: OperatorDirectory;
  };
}

const fields = {
  id: true,
  name: true,
  routing: true,
  handoff: true,
  members: { select: { operatorId: true } },
} as const;

interface TeamRow {
  readonly id: string;
  readonly name: string;
  readonly routing: string | null;
  readonly handoff: unknown;
  readonly members: readonly { readonly operatorId: string }[];
}

export async function listTeams({ prisma }: Database, workspaceId: string): Promise<Team[]> {
  const rows = await prisma.team.findMany({ where: { workspaceId }, select: fields, orderBy: { name: 'asc' } });
  return rows.map(toTeam);
}

export async function createTeam(
  deps: TeamDeps,
  session: Session,
  wish: {
    readonly name: string;
    readonly routing: Routing | null;
    readonly operatorIds: readonly string[];
    readonly handoff?: HandoffOverrides;
  },
): Promise<Team> {
  const workspaceId = session.workspace.id;
  const id = randomUUID();
  await requireOperators(deps, workspaceId, wish.operatorIds);
  await named(wish.name, () =>
    deps.database.prisma.$transaction(async (tx) => {
      const { name, routing } = wish;
      await tx.team.create({ data: { workspaceId, id, name, routing, handoff: said(wish.handoff) } });
      await setMembers(tx, workspaceId, id, wish.operatorIds);
      await recordAudit(tx, session, 'team.created', wish.name);
    }),
  );
  await deps.live.operatorsChanged(workspaceId);
  return getTeam(deps.database, workspaceId, id);
}

/** Changes what is given. */
export async function updateTeam(
  deps: TeamDeps,
  session: Session,
  change: {
    readonly id: string;
    readonly name?: string;
    readonly routing?: Routing | null;
    readonly operatorIds?: readonly string[];
    readonly handoff?: HandoffOverrides;
  },
): Promise<Team> {
  const workspaceId = session.workspace.id;
  const { id, name, routing, operatorIds, handoff } = change;
  const before = await getTeam(deps.database, workspaceId, id);
  if (operatorIds) await requireOperators(deps, workspaceId, operatorIds);
  await named(name ?? before.name, () =>
    deps.database.prisma.$transaction(async (tx) => {
      await tx.team.update({
        where: { workspaceId_id: { workspaceId, id } },
        data: { name, routing, handoff: handoff && said(handoff) },
      });
      if (operatorIds) await setMembers(tx, workspaceId, id, operatorIds);
      await recordAudit(tx, session, 'team.changed', name ?? before.name);
    }),
  );
  await deps.live.operatorsChanged(workspaceId);
  deps.live.rulesChanged(workspaceId);
  return getTeam(deps.database, workspaceId, id);
}

export async function removeTeam({ database, live }: TeamDeps, session: Session, id: string): Promise<void> {
  const workspaceId = session.workspace.id;
  const { name } = await getTeam(database, workspaceId, id);
  await database.prisma.$transaction(async (tx) => {
    await tx.team.delete({ where: { workspaceId_id: { workspaceId, id } } });
    await recordAudit(tx, session, 'team.removed', name);
  });
  await live.operatorsChanged(workspaceId);
  live.rulesChanged(workspaceId);
}

async function getTeam({ prisma }: Database, workspaceId: string, id: string): Promise<Team> {
  const row = await prisma.team.findUnique({ where: { workspaceId_id: { workspaceId, id } }, select: fields });
  if (row === null) throw new AppError('NOT_FOUND');
  return toTeam(row);
}

async function requireOperators({ live }: TeamDeps, workspaceId: string, ids: readonly string[]): Promise<void> {
  const known = new Set((await live.operators.list(workspaceId)).map(({ id }) => id));
  if (ids.some((id) => !known.has(id))) {
    throw new AppError('BAD_REQUEST', { message: 'Somebody of the team is not in this workspace any more.' });
  }
}

async function setMembers(tx: Transaction, workspaceId: string, teamId: string, ids: readonly string[]): Promise<void> {
  const operatorIds = [...new Set(ids)];
  await tx.operator.createMany({ data: operatorIds.map((id) => ({ workspaceId, id })), skipDuplicates: true });
  await tx.teamMember.deleteMany({ where: { workspaceId, teamId } });
  await tx.teamMember.createMany({ data: operatorIds.map((operatorId) => ({ workspaceId, teamId, operatorId })) });
}

async function named<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('NAME_TAKEN', { message: `There is already a team called “${name}”. Choose another name.` });
  }
}

/** Without what the team leaves to others: a team that says nothing is not asked in every turn. */
function said(handoff: Partial<HandoffOverrides> = {}) {
  return Object.fromEntries(Object.entries(handoff).filter(([, value]) => value !== null));
}

function toTeam({ id, name, routing, handoff, members }: TeamRow): Team {
  const operatorIds = members.map(({ operatorId }) => operatorId).sort();
  return {
    id,
    name,
    routing: routing === null ? null : routingSchema.parse(routing),
    operatorIds,
    handoff: handoffOverridesSchema.parse(handoff),
  };
}
