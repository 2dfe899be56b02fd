import { z } from 'zod';
import type { Database, Transaction } from '../client.ts';
import { lockOperatorBot } from './bots.ts';
import { putPost, type StoredPost } from './posts.ts';

/** A group that has become a supergroup has another id; what was posted before can't be changed any more. */
export async function moveGroup(
  { prisma }: Database,
  { workspaceId, from, to }: { readonly workspaceId: string; readonly from: string; readonly to: string },
): Promise<void> {
  await prisma.$transaction(async (tx) => {
    await lockOperatorBot(tx, workspaceId, 'alone');
    const waiting = { workspaceId, chatId: from, status: { in: ['pending', 'claimed'] } };
    await tx.operatorPost.updateMany({
      where: { ...waiting, providerId: null },
      data: { chatId: to, status: 'pending' },
    });
    await tx.operatorPost.updateMany({ where: waiting, data: { status: 'dropped' } });
    await tx.operatorBot.updateMany({ where: { workspaceId, groupId: from }, data: { groupId: to } });
  });
}

/** Puts posts of a conversation at the end of their chat's queue, as if nobody had seen them. */
export const REPOST = `
UPDATE "OperatorPost" po SET "providerId" = NULL, shown = NULL, status = 'pending', attempts = 0, "dueAt" = $5,
  place = nextval(pg_get_serial_sequence('"OperatorPost"', 'place'))
WHERE po."workspaceId" = $1 AND po."chatId" = $2 AND po."conversationId" = $3 AND po.key = $4`;

export const LAST_IN_TOPIC = `
SELECT po.key FROM "OperatorPost" po
WHERE po."workspaceId" = $1 AND po."chatId" = $2 AND po."conversationId" = $3 AND po."inTopic" AND po.kind = 'message'
  AND po.key <> $4 AND po.status IN ('pending', 'claimed', 'sent')
ORDER BY po.place DESC LIMIT 6`;

/**
 * A topic that was deleted is made again: its card, what was posted last, and what could not be posted follow it. False
 * where somebody else has just done so, or there is no topic to make.
 */
export async function remakeTopic(
  { prisma }: Database,
  post: StoredPost,
  instanceId: string,
  now: number,
): Promise<boolean> {
  const { workspaceId, chatId, conversationId } = post;
  if (conversationId === null) return false;
  const at = new Date(now);
  return prisma.$transaction(async (tx) => {
    await lockOperatorBot(tx, workspaceId, 'shared');
    const own = { workspaceId, id: BigInt(post.id), status: 'claimed', claimedBy: instanceId };
    if ((await tx.operatorPost.count({ where: own })) === 0) return false;
    const repost = (key: string) => tx.$executeRawUnsafe(REPOST, workspaceId, chatId, conversationId, key, at);
    if ((await repost(`topic:${conversationId}`)) === 0) return false;
    const card = `card:${conversationId}`;
    const rows = await tx.$queryRawUnsafe(LAST_IN_TOPIC, workspaceId, chatId, conversationId, card);
    const keys = z.array(z.object({ key: z.string() })).parse(rows);
    await repost(card);
    for (const { key } of keys.toReversed()) await repost(key);
    return true;
  });
}

export const TOPIC_EXISTS = `
SELECT 1 AS there FROM "OperatorPost" po
WHERE po."workspaceId" = $1 AND po."chatId" = $2 AND po.key = $3 AND po.status <> 'dropped'`;

/** Whether a conversation has its place in a group. */
export async function hasPost(
  tx: Transaction,
  where: { readonly workspaceId: string; readonly chatId: string; readonly key: string },
): Promise<boolean> {
  const rows = await tx.$queryRawUnsafe(TOPIC_EXISTS, where.workspaceId, where.chatId, where.key);
  return z.array(z.unknown()).parse(rows).length > 0;
}

/** Opens or closes a conversation's topic, where it is not so already. */
export async function setTopic(
  tx: Transaction,
  topic: {
    readonly workspaceId: string;
    readonly conversationId: string;
    readonly chatId: string;
    readonly key: string;
    readonly name: string;
    readonly closed: boolean;
  },
  at: number,
): Promise<void> {
  const { name, closed, ...post } = topic;
  await putPost(tx, { ...post, content: { kind: 'topic', name, closed } }, at);
}
