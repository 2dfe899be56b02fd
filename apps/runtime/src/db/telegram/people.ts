import type { Database, Transaction } from '../client.ts';

/** Somebody on Telegram as the operators' bot knows them, with what they may do as a member where they are one. */
export interface OperatorRow {
  readonly workspaceId: string;
  readonly telegramId: string;
  readonly botId: string;
  readonly name: string;
  readonly username: string | null;
  readonly userId: string | null;
  /** What they say about themselves, as in the inbox. */
  readonly availability: string;
  /** The bot that operators are alerted by now; null while there is none. */
  readonly presentBotId: string | null;
  readonly blockedAt: Date | null;
  readonly problem: string | null;
  readonly revokedAt: Date | null;
  /** The member's own name, and what they may do; null where they are no member. */
  readonly memberName: string | null;
  readonly role: string | null;
  readonly canHandoff: boolean | null;
}

/** What conversations know somebody by who is a person on Telegram and no member. */
export function idOnTelegram(telegramId: string): string {
  return `telegram:${telegramId}`;
}

export const OPERATORS = `
SELECT tg."workspaceId", tg."telegramId", tg."botId", tg.name, tg.username, tg."userId", tg."blockedAt",
  tg.problem, tg."revokedAt", COALESCE(op.availability, 'available') AS availability, u.name AS "memberName", mb.role,
  mb."canHandoff" AND mb.role = ANY(w."handoffRoles") AS "canHandoff",
  split_part(cc."accountId", ':', 2) AS "presentBotId"
FROM "TelegramOperator" tg
  JOIN "Workspace" w ON w.id = tg."workspaceId"
  LEFT JOIN "OperatorBot" ob ON ob."workspaceId" = tg."workspaceId"
  LEFT JOIN "ChannelConnection" cc ON cc."workspaceId" = ob."workspaceId" AND cc."channelId" = ob."channelId"
  LEFT JOIN "Operator" op ON op."workspaceId" = tg."workspaceId"
    AND op.id = COALESCE(tg."userId", 'telegram:' || tg."telegramId")
  LEFT JOIN "Member" mb ON mb."workspaceId" = tg."workspaceId" AND mb."userId" = tg."userId"
  LEFT JOIN "User" u ON u.id = mb."userId"
WHERE tg."workspaceId" = $1 AND ($2::text IS NULL OR tg."telegramId" = $2)
ORDER BY tg."createdAt", tg."telegramId"`;

/** Everybody who was ever connected, the revoked ones too. */
export async function readOperators({ pool }: Database, workspaceId: string): Promise<OperatorRow[]> {
  const values = [workspaceId, null];
  return (await pool.query<OperatorRow>({ name: 'operators', text: OPERATORS, values })).rows;
}

export async function findOperator(
  { pool }: Database,
  workspaceId: string,
  telegramId: string,
): Promise<OperatorRow | null> {
  const values = [workspaceId, telegramId];
  const { rows } = await pool.query<OperatorRow>({ name: 'operators', text: OPERATORS, values });
  return rows[0] ?? null;
}

/** Changes what is known of an operator; false where there is none. */
export async function changeOperator(
  { prisma }: Pick<Database, 'prisma'>,
  operator: { readonly workspaceId: string; readonly telegramId: string },
  change: {
    readonly blockedAt?: Date | null;
    readonly problem?: string | null;
    readonly revokedAt?: Date | null;
    readonly name?: string;
    readonly username?: string | null;
  },
): Promise<boolean> {
  const { workspaceId, telegramId } = operator;
  const { count } = await prisma.telegramOperator.updateMany({ where: { workspaceId, telegramId }, data: change });
  return count > 0;
}

/** Makes somebody an operator by a link they have opened, again or for the first time. */
export async function connectOperator(
  tx: Transaction,
  wish: {
    readonly workspaceId: string;
    readonly telegramId: string;
    readonly botId: string;
    readonly name: string;
    readonly username: string | null;
    readonly userId: string | null;
  },
): Promise<void> {
  const { workspaceId, telegramId, userId, ...about } = wish;
  const fresh = { ...about, userId, blockedAt: null, problem: null, revokedAt: null };
  // A member has one place on Telegram: the newest one.
  if (userId !== null) {
    await tx.telegramOperator.updateMany({
      where: { workspaceId, userId, NOT: { telegramId } },
      data: { revokedAt: new Date(), userId: null },
    });
  }
  await tx.telegramOperator.upsert({
    where: { workspaceId_telegramId: { workspaceId, telegramId } },
    create: { workspaceId, telegramId, ...fresh },
    update: fresh,
  });
}
