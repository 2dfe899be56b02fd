import type { Database } from './client.ts';

interface Channel {
  readonly workspaceId: string;
  readonly channelId: string;
}

interface KnownContact {
  readonly id: string;
  readonly address: string;
  readonly aliases: readonly string[];
}

export const CONTACTS_BY_ALIAS = `
SELECT co.id, co.address, array_agg(every.alias ORDER BY every.alias) AS aliases
FROM "Contact" co
  JOIN "ContactAlias" every ON every."workspaceId" = $1 AND every."contactId" = co.id
WHERE co."workspaceId" = $1 AND co."channelId" = $2 AND co.id IN (
  SELECT a."contactId" FROM "ContactAlias" a
  WHERE a."workspaceId" = $1 AND a."channelId" = $2 AND a.alias = ANY($3::text[]))
GROUP BY co.id, co.address`;

export const CHANGE_ADDRESS = `
UPDATE "Contact" co SET address = $4
WHERE co."workspaceId" = $1 AND co."channelId" = $2 AND co.id = $3
  AND NOT EXISTS (SELECT 1 FROM "Contact" x WHERE x."workspaceId" = $1 AND x."channelId" = $2 AND x.address = $4)`;

/**
 * Makes the contact that identities belong to known by the first of them, the address that is answered. Answers
 * whether all of them are noted already. Someone who shares only a weaker identity, such as a number that was given
 * to another person since, but has another one of a kind that they bring, is somebody else.
 */
export async function recogniseContact(
  { pool }: Database,
  { workspaceId, channelId }: Channel,
  identities: readonly string[],
): Promise<boolean> {
  const values = [workspaceId, channelId, identities];
  const { rows } = await pool.query<KnownContact>({ name: 'alias-contacts', text: CONTACTS_BY_ALIAS, values });
  const [address] = identities;
  const known = rows.find(({ aliases }) => address !== undefined && aliases.includes(address));
  const contact = known ?? rows.find(({ aliases }) => !contradicts(aliases, identities));
  if (!contact || address === undefined) return false;
  if (contact.address !== address) {
    await pool.query({
      name: 'contact-address',
      text: CHANGE_ADDRESS,
      values: [workspaceId, channelId, contact.id, address],
    });
  }
  return identities.every((identity) => contact.aliases.includes(identity));
}

function contradicts(aliases: readonly string[], identities: readonly string[]): boolean {
  return aliases.some(
    (alias) => !identities.includes(alias) && identities.some((one) => kindOf(one) === kindOf(alias)),
  );
}

function kindOf(identity: string): string {
  return identity.slice(0, identity.indexOf(':'));
}

export const KEEP_ALIASES = `
WITH contact AS (
  SELECT co.id FROM "Contact" co WHERE co."workspaceId" = $1 AND co."channelId" = $2 AND co.address = $3
),
former AS (
  DELETE FROM "ContactAlias" a USING contact co
  WHERE a."workspaceId" = $1 AND a."contactId" = co.id AND NOT a.alias = ANY($4::text[])
    AND split_part(a.alias, ':', 1) = ANY($5::text[])
),
phone AS (
  UPDATE "Contact" co SET attributes = co.attributes || jsonb_build_object('Phone', $6::text)
  FROM contact WHERE $6::text IS NOT NULL AND co."workspaceId" = $1 AND co.id = contact.id
)
INSERT INTO "ContactAlias" ("workspaceId", "channelId", alias, "contactId")
SELECT $1, $2, alias, co.id FROM contact co, unnest($4::text[]) AS alias
ON CONFLICT ("workspaceId", "channelId", alias) DO UPDATE SET "contactId" = EXCLUDED."contactId"`;

/** Notes by what the contact at an address is known, in place of others of the same kinds, and their number. */
export async function keepAliases(
  { pool }: Database,
  { workspaceId, channelId }: Channel,
  identities: readonly string[],
  phone: string | undefined,
): Promise<void> {
  const shown = phone === undefined ? null : `+${phone}`;
  const values = [workspaceId, channelId, identities[0], identities, identities.map(kindOf), shown];
  await pool.query({ name: 'alias-keep', text: KEEP_ALIASES, values });
}
