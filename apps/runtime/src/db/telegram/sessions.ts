import type { Database } from '../client.ts';

/** A conversation that somebody answers. */
export interface SessionRow {
  readonly conversationId: string;
  readonly contact: string;
}

export const SESSIONS = `
SELECT c.id AS "conversationId", co.name AS contact FROM "Conversation" c
  JOIN "Contact" co ON co."workspaceId" = $1 AND co.id = c."contactId"
WHERE c."workspaceId" = $1 AND c."ownerId" = $2 AND c.mode = 'human'
ORDER BY c."lastAt" DESC, c.id LIMIT 20`;

/** What an operator answers now, the newest first. */
export async function sessionsOf({ pool }: Database, workspaceId: string, ownerId: string): Promise<SessionRow[]> {
  const values = [workspaceId, ownerId];
  return (await pool.query<SessionRow>({ name: 'operator-sessions', text: SESSIONS, values })).rows;
}

/** Whether a command was carried out, or refused, before. */
export async function wasGiven({ prisma }: Database, workspaceId: string, commandId: string): Promise<boolean> {
  return (await prisma.commandResult.count({ where: { workspaceId, commandId } })) > 0;
}

export const CONTACT_OF = `
SELECT co.name AS contact FROM "Conversation" c
  JOIN "Contact" co ON co."workspaceId" = $1 AND co.id = c."contactId"
WHERE c."workspaceId" = $1 AND c.id = $2`;

/** Whose conversation it is; null where the workspace has none with that id. */
export async function contactOf(
  { pool }: Database,
  workspaceId: string,
  conversationId: string,
): Promise<string | null> {
  const values = [workspaceId, conversationId];
  const { rows } = await pool.query<{ contact: string }>({ name: 'operator-contact', text: CONTACT_OF, values });
  return rows[0]?.contact ?? null;
}

export const TAKE_SEAT = `
INSERT INTO "OperatorConversation" AS se ("workspaceId", "conversationId", seq, seat)
SELECT $1, c.id, c."lastSeq", $3 FROM "Conversation" c WHERE c."workspaceId" = $1 AND c.id = $2
ON CONFLICT ("workspaceId", "conversationId") DO UPDATE SET seat = $3`;

/**
 * Notes that somebody answers a conversation on Telegram: what the customer writes goes there. Noted before they take
 * it, so that nothing in between goes astray; it means nothing unless they get it.
 */
export async function takeSeat(
  { pool }: Database,
  seat: { readonly workspaceId: string; readonly conversationId: string; readonly telegramId: string },
): Promise<void> {
  const values = [seat.workspaceId, seat.conversationId, seat.telegramId];
  await pool.query({ name: 'operator-take-seat', text: TAKE_SEAT, values });
}
