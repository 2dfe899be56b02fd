import type { Database } from './client.ts';

/** So many rows at a time: nobody waits long for what is locked meanwhile. */
const BATCH = 5_000;

const DAY_MS = 24 * 60 * 60 * 1000;

/** What is removed, and by which column it is old. */
const byAge = {
  // What operators on Telegram were told. A topic and its card stay as long as their conversation, and whatever is about
  // one that somebody answers, or is to answer, will be changed when it ends.
  operatorPosts: {
    table: '"OperatorPost"',
    old: `"createdAt" < $1 AND kind = 'message' AND key NOT LIKE 'card:%' AND status IN ('sent', 'failed', 'dropped')
      AND NOT EXISTS (SELECT 1 FROM "Conversation" c WHERE c."workspaceId" = "OperatorPost"."workspaceId"
        AND c.id = "OperatorPost"."conversationId" AND c.mode IN ('pending', 'human'))`,
  },
  operatorLinks: { table: '"OperatorLink"', old: '"expiresAt" < $1' },
  // A provider does not bring an event again after so long, and no client repeats its command.
  inboundEvents: { table: '"InboundEvent"', old: 'at < $1' },
  commandResults: { table: '"CommandResult"', old: 'at < $1' },
} as const;
const expired = {
  // The adapter removes its own; not those of a process that was killed.
  socketAttachments: { table: '"socket_io_attachments"', old: `created_at < now() - interval '1 hour'` },
  limitCounts: { table: '"limit_counts"', old: 'expire < extract(epoch FROM now()) * 1000' },
  signInCounts: { table: '"RateLimit"', old: `"lastRequest" < extract(epoch FROM now() - interval '1 day') * 1000` },
  instances: { table: '"RuntimeInstance"', old: `"seenAt" < now() - interval '1 day'` },
} as const;

export type CleanedUp = Readonly<Record<keyof typeof byAge | keyof typeof expired, number>>;

/** Removes rows that have done their service, such as guards against what can't be repeated any more; answers how many. */
export async function cleanUp({ pool }: Database, { keepDays }: { readonly keepDays: number }): Promise<CleanedUp> {
  async function remove({ table, old }: { table: string; old: string }, values: readonly unknown[]): Promise<number> {
    // Rows are found by their place: a key would have to be looked up again.
    const text = `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE ${old} LIMIT ${BATCH}))`;
    let removed = 0;
    for (;;) {
      const { rowCount } = await pool.query(text, [...values]);
      removed += rowCount ?? 0;
      if ((rowCount ?? 0) < BATCH) return removed;
    }
  }
  const before = [new Date(Date.now() - keepDays * DAY_MS)];
  return {
    operatorPosts: await remove(byAge.operatorPosts, before),
    operatorLinks: await remove(byAge.operatorLinks, before),
    inboundEvents: await remove(byAge.inboundEvents, before),
    commandResults: await remove(byAge.commandResults, before),
    socketAttachments: await remove(expired.socketAttachments, []),
    limitCounts: await remove(expired.limitCounts, []),
    signInCounts: await remove(expired.signInCounts, []),
    instances: await remove(expired.instances, []),
  };
}
