import type { Database, Transaction } from '../client.ts';

/** The bot of a workspace's operators, with what opens its account. */
export interface OperatorBotRow {
  readonly workspaceId: string;
  readonly channelId: string;
  readonly source: 'channel' | 'token' | 'environment';
  readonly groupId: string | null;
  readonly groupTitle: string | null;
  readonly groupMode: 'topics' | 'replies' | null;
  readonly groupProblem: string | null;
  /** Sealed; null while the channel is not connected. */
  readonly secrets: string | null;
  readonly version: number;
  /** Type and number of the bot, as in `telegram:123`. */
  readonly accountId: string | null;
  readonly account: unknown;
}

export const OPERATOR_BOT = `
SELECT ob."workspaceId", ob."channelId", ob.source, ob."groupId", ob."groupTitle", ob."groupMode", ob."groupProblem",
  cc.secrets, COALESCE(cc.version, 0) AS version, cc."accountId", cc.account
FROM "OperatorBot" ob
  LEFT JOIN "ChannelConnection" cc ON cc."workspaceId" = ob."workspaceId" AND cc."channelId" = ob."channelId"
WHERE ob."workspaceId" = $1`;

/** Null while the workspace has chosen none. */
export async function readOperatorBot({ pool }: Database, workspaceId: string): Promise<OperatorBotRow | null> {
  const values = [workspaceId];
  const { rows } = await pool.query<OperatorBotRow>({ name: 'operator-bot', text: OPERATOR_BOT, values });
  return rows[0] ?? null;
}

/**
 * Keeps the bot, or its absence, as it is until the transaction ends: those who write several posts share it, who takes
 * the bot or its group away has it alone. Ask for it before any post.
 */
export async function lockOperatorBot(tx: Transaction, workspaceId: string, how: 'shared' | 'alone'): Promise<void> {
  if (how === 'alone') await tx.$queryRaw`SELECT 1 FROM "OperatorBot" WHERE "workspaceId" = ${workspaceId} FOR UPDATE`;
  else await tx.$queryRaw`SELECT 1 FROM "OperatorBot" WHERE "workspaceId" = ${workspaceId} FOR SHARE`;
}

/** Chooses the bot. Another one knows neither the group nor what was posted before. */
export async function chooseOperatorBot(
  tx: Transaction,
  bot: Pick<OperatorBotRow, 'workspaceId' | 'channelId' | 'source'>,
): Promise<void> {
  const { workspaceId, ...choice } = bot;
  const none = { groupId: null, groupTitle: null, groupMode: null, groupProblem: null };
  const before = await tx.operatorBot.findUnique({ where: { workspaceId } });
  if (before?.channelId === bot.channelId) {
    await tx.operatorBot.update({ where: { workspaceId }, data: { source: bot.source } });
    return;
  }
  await removeOperatorBot(tx, workspaceId);
  await tx.operatorBot.create({ data: { workspaceId, ...choice, ...none } });
}

/** Nobody is alerted on Telegram any more; answers the channel that only operators have used, which is no use now. */
export async function removeOperatorBot(tx: Transaction, workspaceId: string): Promise<string | null> {
  await lockOperatorBot(tx, workspaceId, 'alone');
  const bot = await tx.operatorBot.findUnique({
    where: { workspaceId },
    include: { channel: { select: { staffOnly: true } } },
  });
  if (!bot) return null;
  await tx.operatorPost.deleteMany({ where: { workspaceId } });
  await tx.operatorBot.delete({ where: { workspaceId } });
  return bot.channel.staffOnly ? bot.channelId : null;
}

/** Changes the operators' group; the bot stays. */
export async function setOperatorGroup(
  { prisma }: { readonly prisma: Pick<Transaction, 'operatorBot'> },
  workspaceId: string,
  group: Partial<GroupFacts> & { readonly groupId: string | null },
): Promise<void> {
  await prisma.operatorBot.updateMany({ where: { workspaceId }, data: group });
}

/** What is known of a group. */
export interface GroupFacts {
  readonly groupTitle: string | null;
  readonly groupMode: 'topics' | 'replies' | null;
  readonly groupProblem: string | null;
}

/** Notes what was found out about a group, if it is still the operators'. */
export async function noteOperatorGroup(
  { prisma }: Database,
  { workspaceId, groupId }: { readonly workspaceId: string; readonly groupId: string },
  facts: Partial<GroupFacts>,
): Promise<void> {
  await prisma.operatorBot.updateMany({ where: { workspaceId, groupId }, data: facts });
}
