import { type HandoffSettings, roleSchema, routingSchema, type Session } from '@baton/contracts';
import { readHandoffSettings } from '@baton/engine';
import { recordAudit } from '../accounts/audit.ts';
import type { Database } from '../db/client.ts';
import { lockWorkspace } from '../db/lock-workspace.ts';
import type { ConversationRuntime } from '../services.ts';

const fields = { handoffEnabled: true, handoffRoles: true, routing: true, handoff: true } as const;

/** What a workspace says about handoffs. */
export async function getHandoffSettings({ prisma }: Database, workspaceId: string): Promise<HandoffSettings> {
  const row = await prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: fields });
  return {
    enabled: row.handoffEnabled,
    roles: row.handoffRoles.map((role) => roleSchema.parse(role)),
    routing: routingSchema.parse(row.routing),
    ...readHandoffSettings(row.handoff),
  };
}

/** Changes what is given. Who loses the permission with their role is treated as if it was taken from them alone. */
export async function updateHandoffSettings(
  {
    database,
    live,
  }: { database: Database; live: Pick<ConversationRuntime, 'memberChanged' | 'operatorsChanged' | 'rulesChanged'> },
  session: Session,
  change: Partial<HandoffSettings>,
): Promise<HandoffSettings> {
  const workspaceId = session.workspace.id;
  const { enabled, routing, roles: wantedRoles, ...policy } = change;
  const roles = wantedRoles && [...new Set(wantedRoles)];
  const before = await getHandoffSettings(database, workspaceId);
  await database.prisma.$transaction(async (tx) => {
    await lockWorkspace(tx, workspaceId);
    const { handoff } = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: fields });
    await tx.workspace.update({
      where: { id: workspaceId },
      data: {
        handoffEnabled: enabled,
        handoffRoles: roles,
        routing,
        handoff: { ...readHandoffSettings(handoff), ...defined(policy) },
      },
    });
    await recordAudit(tx, session, 'handoff.changed', JSON.stringify(change));
  });
  const moved = roleSchema.options.filter(
    (role) => before.roles.includes(role) !== (roles ?? before.roles).includes(role),
  );
  const members = await database.prisma.member.findMany({
    where: { workspaceId, role: { in: moved } },
    select: { userId: true },
  });
  for (const { userId } of members) await live.memberChanged(workspaceId, userId);
  await live.operatorsChanged(workspaceId);
  live.rulesChanged(workspaceId);
  return getHandoffSettings(database, workspaceId);
}

/** Without members that are there and say nothing: they must not hide what is stored. */
function defined<T extends object>(change: T): Partial<T> {
  const given: Partial<T> = { ...change };
  for (const key in given) if (given[key] === undefined) delete given[key];
  return given;
}
