import type { Database } from './client.ts';

/** Says that this process lives; its claims are safe until it has been silent for a while. */
export async function beat({ pool }: Database, instanceId: string): Promise<void> {
  await pool.query({
    name: 'instance-beat',
    // The database's clock, not ours: several machines compare with it.
    text: `INSERT INTO "RuntimeInstance" (id, "seenAt") VALUES ($1, now())
      ON CONFLICT (id) DO UPDATE SET "seenAt" = EXCLUDED."seenAt"`,
    values: [instanceId],
  });
}

/** Takes this process, or every other one, off the list: what they had claimed is then free at once. */
export async function forgetInstances({ pool }: Database, which: { id: string } | { exceptId: string }): Promise<void> {
  if ('id' in which) await pool.query('DELETE FROM "RuntimeInstance" WHERE id = $1', [which.id]);
  else await pool.query('DELETE FROM "RuntimeInstance" WHERE id <> $1', [which.exceptId]);
}

/** Removes instances that have been silent for a day. */
export async function sweepInstances({ pool }: Database): Promise<void> {
  await pool.query(`DELETE FROM "RuntimeInstance" WHERE "seenAt" < now() - interval '1 day'`);
}
