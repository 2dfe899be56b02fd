import { type TimerKind, timerKinds } from '@baton/engine';
import type { Database } from './client.ts';

export interface DueTimer {
  readonly workspaceId: string;
  readonly conversationId: string;
  readonly kind: TimerKind;
  readonly epoch: number;
  readonly dueAt: Date;
}

/** The timers that are due, the most overdue first. Every process may look: the machine fires each once. */
export const DUE_TIMERS = `
SELECT "workspaceId", "conversationId", kind, epoch, "dueAt" FROM "Timer"
WHERE "dueAt" <= $1 AND kind = ANY($2) ORDER BY "dueAt" LIMIT $3`;

export async function dueTimers({ pool }: Database, now: number, limit: number): Promise<DueTimer[]> {
  // Kinds of a newer version, left behind by a rollback, are nothing this process could carry out.
  const values = [new Date(now), timerKinds, limit];
  return (await pool.query<DueTimer>({ name: 'timers-due', text: DUE_TIMERS, values })).rows;
}

/** When the next timer is due; null when none runs. */
export async function nextTimerDue({ pool }: Database): Promise<number | null> {
  const { rows } = await pool.query<{ due: Date | null }>({
    name: 'timers-next',
    text: 'SELECT min("dueAt") AS due FROM "Timer"',
  });
  return rows[0]?.due?.getTime() ?? null;
}

/** Removes a timer that turned out to be stale; one that was set anew meanwhile stays. */
export const DROP_TIMER = `
DELETE FROM "Timer" WHERE "workspaceId" = $1 AND "conversationId" = $2 AND kind = $3 AND "dueAt" = $4`;

export async function dropTimer({ pool }: Database, timer: DueTimer): Promise<void> {
  const values = [timer.workspaceId, timer.conversationId, timer.kind, timer.dueAt];
  await pool.query({ name: 'timer-drop', text: DROP_TIMER, values });
}

/** Lets a timer that could not be carried out wait before it is tried again. */
export const DELAY_TIMER = `
UPDATE "Timer" SET "dueAt" = $5 WHERE "workspaceId" = $1 AND "conversationId" = $2 AND kind = $3 AND "dueAt" = $4`;

export async function delayTimer({ pool }: Database, timer: DueTimer, dueAt: number): Promise<void> {
  const values = [timer.workspaceId, timer.conversationId, timer.kind, timer.dueAt, new Date(dueAt)];
  await pool.query({ name: 'timer-delay', text: DELAY_TIMER, values });
}
