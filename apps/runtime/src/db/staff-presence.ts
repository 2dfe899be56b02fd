import type { Database } from './client.ts';

interface PresentRow {
  readonly workspaceId: string;
  readonly userId: string;
  readonly canHandoff: boolean;
}

/** Everybody who has the inbox open, or had when their process ended. */
export async function readStaffPresence({ pool }: Database): Promise<PresentRow[]> {
  const text = 'SELECT DISTINCT "workspaceId", "userId", "canHandoff" FROM "StaffPresence"';
  return (await pool.query<PresentRow>(text)).rows;
}

// One statement: a process that is killed leaves who was there before or after, and never nobody.
const SAVE_STAFF_PRESENCE = `
WITH here AS (
  SELECT h."workspaceId", h."userId", h."canHandoff"
  FROM jsonb_to_recordset($2::jsonb) AS h("workspaceId" text, "userId" text, "canHandoff" boolean)
    JOIN "Member" m ON m."workspaceId" = h."workspaceId" AND m."userId" = h."userId"
),
gone AS (
  DELETE FROM "StaffPresence" p
  WHERE p."instanceId" = $1
    AND NOT EXISTS (SELECT 1 FROM here h WHERE h."workspaceId" = p."workspaceId" AND h."userId" = p."userId")
)
INSERT INTO "StaffPresence" ("workspaceId", "userId", "instanceId", "canHandoff")
SELECT h."workspaceId", h."userId", $1, h."canHandoff" FROM here h
ON CONFLICT ("workspaceId", "userId", "instanceId") DO UPDATE SET "canHandoff" = EXCLUDED."canHandoff"`;

/** Writes down who is connected to a process: them, and nobody else. */
export async function saveStaffPresence(
  { pool }: Database,
  instanceId: string,
  here: readonly PresentRow[],
): Promise<void> {
  await pool.query({ name: 'presence-save', text: SAVE_STAFF_PRESENCE, values: [instanceId, JSON.stringify(here)] });
}

/** Removes what processes have left behind that say no more that they live. */
export async function sweepStaffPresence({ pool }: Database, deadAfterSeconds: number): Promise<void> {
  const text = `DELETE FROM "StaffPresence" p WHERE NOT EXISTS (
    SELECT 1 FROM "RuntimeInstance" i WHERE i.id = p."instanceId" AND i."seenAt" > now() - make_interval(secs => $1))`;
  await pool.query(text, [deadAfterSeconds]);
}
