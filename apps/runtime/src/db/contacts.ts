import type { Operator } from '@baton/engine';
import type { Database } from './client.ts';
import type { VisitorKey } from './visitor.ts';

export const BLOCK_CONTACT = `
WITH audited AS (
  INSERT INTO "AuditEntry" ("workspaceId", at, "actorId", "actorName", action, detail, "conversationId")
  SELECT $1, now(), $4, $5, 'unblock', '', c.id FROM "Conversation" c JOIN "Contact" co
    ON co."workspaceId" = $1 AND co.id = c."contactId" AND co.blocked
  WHERE c."workspaceId" = $1 AND c.id = $2 AND NOT $3::boolean
)
UPDATE "Contact" co SET blocked = $3 FROM "Conversation" c
WHERE c."workspaceId" = $1 AND c.id = $2 AND co."workspaceId" = $1 AND co.id = c."contactId"
RETURNING co.id`;

/**
 * Blocks the contact of a conversation, or lets them write again; false where the workspace has no such conversation.
 * That somebody was blocked is noted where their conversation ends.
 */
export async function blockContact(
  { pool }: Database,
  workspaceId: string,
  change: { readonly conversationId: string; readonly blocked: boolean; readonly by: Operator },
): Promise<boolean> {
  const { conversationId, blocked, by } = change;
  const values = [workspaceId, conversationId, blocked, by.id, by.name];
  return (await pool.query({ name: 'contact-block', text: BLOCK_CONTACT, values })).rows.length > 0;
}

const KEEP_ORIGIN = `
UPDATE "Contact" co SET attributes = jsonb_build_object('Origin', $4::text) || co.attributes
WHERE co."workspaceId" = $1 AND co."channelId" = $2 AND co.address = $3 AND NOT co.attributes ? 'Origin'`;

/** Notes where a contact came from; the first origin stays. */
export async function keepOrigin({ pool }: Database, contact: VisitorKey, origin: string): Promise<void> {
  const values = [contact.workspaceId, contact.channelId, contact.address, origin];
  await pool.query({ name: 'contact-origin', text: KEEP_ORIGIN, values });
}

export const SET_UNREACHABLE = `
UPDATE "Contact" co SET unreachable = $4
WHERE co."workspaceId" = $1 AND co."channelId" = $2 AND co.address = $3 AND co.unreachable IS DISTINCT FROM $4
RETURNING co.id`;

/** Notes why nothing reaches a contact, or null that they can be written to; false where it was known, or nobody is. */
export async function setUnreachable({ pool }: Database, contact: VisitorKey, why: string | null): Promise<boolean> {
  const values = [contact.workspaceId, contact.channelId, contact.address, why];
  return (await pool.query({ name: 'contact-unreachable', text: SET_UNREACHABLE, values })).rows.length > 0;
}

/** What is known about a contact besides what they say. A `name` or `verifiedId` that is left out stays as it is. */
export interface ContactDetails {
  readonly name?: string;
  readonly verifiedId?: string;
  /** Label → value, as staff read them; newer values take the place of older ones. */
  readonly attributes: Readonly<Record<string, string>>;
}

export const KEEP_DETAILS = `
UPDATE "Contact" co SET name = COALESCE($4, co.name), "verifiedId" = COALESCE($5, co."verifiedId"),
  attributes = co.attributes || $6::jsonb
WHERE co."workspaceId" = $1 AND co."channelId" = $2 AND co.address = $3
  AND NOT (co.name = COALESCE($4, co.name) AND co."verifiedId" IS NOT DISTINCT FROM COALESCE($5, co."verifiedId")
    AND co.attributes @> $6::jsonb)`;

/** Keeps what is known about a contact; does nothing where there is none yet, or nothing is new. */
export async function keepContactDetails(
  { pool }: Database,
  contact: VisitorKey,
  { name, verifiedId, attributes }: ContactDetails,
): Promise<void> {
  const { workspaceId, channelId, address } = contact;
  const values = [workspaceId, channelId, address, name ?? null, verifiedId ?? null, JSON.stringify(attributes)];
  await pool.query({ name: 'contact-details', text: KEEP_DETAILS, values });
}
