import type { Database } from './client.ts';

/** One statement, so that all processes together never ask once too often. No row: the limit is reached. */
export const COUNT_QUESTION = `
INSERT INTO "AiUsage" AS u ("workspaceId", day, questions) SELECT $1, $2::date, 1
ON CONFLICT ("workspaceId", day) DO UPDATE SET questions = u.questions + 1
  WHERE u.questions < COALESCE((SELECT (w.ai ->> 'dailyLimit')::int FROM "Workspace" w WHERE w.id = $1), 2147483647)
RETURNING u.questions`;

/** Counts one more question to an AI, on the day of `now`. False where the workspace allows no more of them that day. */
export async function countQuestion({ pool }: Database, workspaceId: string, now: number): Promise<boolean> {
  const values = [workspaceId, dayOf(now)];
  return (await pool.query({ name: 'count-question', text: COUNT_QUESTION, values })).rowCount === 1;
}

/** How many questions an AI was asked on the day of `now`. */
export async function questionsOn({ prisma }: Database, workspaceId: string, now: number): Promise<number> {
  const key = { workspaceId, day: new Date(dayOf(now)) };
  const row = await prisma.aiUsage.findUnique({ where: { workspaceId_day: key } });
  return row?.questions ?? 0;
}

/** By UTC, like 2027-01-11. */
function dayOf(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}
