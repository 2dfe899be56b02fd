import type { Database } from './client.ts';

/** A conversation in a queue: the place that is its own now, and the one that it knows of. */
export interface QueuePlace {
  readonly conversationId: string;
  /** Counted from 1. */
  readonly place: number;
  readonly position: number | null;
}

/** A queue is a team's, or the workspace's for requests to nobody in particular. */
export const QUEUE = `
SELECT c.id AS "conversationId", (c.state -> 'mode' ->> 'position')::int AS position,
  row_number() OVER (PARTITION BY c."teamId" ORDER BY c."waitingSince", c.id)::int AS place
FROM "Conversation" c
WHERE c."workspaceId" = $1 AND c."waitingSince" IS NOT NULL AND c.phase = 'queued'
ORDER BY c."waitingSince", c.id`;

/** Everybody who queues in a workspace, the longest wait first. */
export async function readQueue({ pool }: Database, workspaceId: string): Promise<QueuePlace[]> {
  return (await pool.query<QueuePlace>({ name: 'queue', text: QUEUE, values: [workspaceId] })).rows;
}

/** Where somebody queues, in every workspace: looked at after a start, and now and then. */
export async function queuedWorkspaces({ pool }: Database): Promise<string[]> {
  const { rows } = await pool.query<{ workspaceId: string }>({
    name: 'queued-workspaces',
    text: `SELECT DISTINCT "workspaceId" FROM "Conversation" WHERE "waitingSince" IS NOT NULL AND phase = 'queued'`,
  });
  return rows.map(({ workspaceId }) => workspaceId);
}
