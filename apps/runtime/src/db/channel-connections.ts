import type { ChannelStatus, ProviderAccount } from '@baton/channels/channel-adapter';
import type { Database, Transaction } from './client.ts';
import { Prisma } from './generated/client.ts';

/** Which connection, and which version of it. */
export interface ConnectionVersion {
  readonly workspaceId: string;
  readonly channelId: string;
  readonly version: number;
}

type Key = Pick<ConnectionVersion, 'workspaceId' | 'channelId'>;

/** Silent for longer than this, a process is taken for dead: as its claims in the outbox are. */
const DEAD_AFTER_SECONDS = 10;
const ownerLives = (owner: string, seconds: string) => `EXISTS (
  SELECT 1 FROM "RuntimeInstance" i WHERE i.id = ${owner} AND i."seenAt" > now() - make_interval(secs => ${seconds}))`;

/**
 * Takes the connections that no living process keeps. Of several processes that try at once, the first to write wins:
 * the others find another owner than the one they have read, which a look at the owner's heartbeat alone would miss.
 */
const CLAIM_CONNECTIONS = `
WITH free AS (
  SELECT cc."workspaceId", cc."channelId", cc."ownerId" FROM "ChannelConnection" cc
  WHERE cc.secrets IS NOT NULL AND cc."ownerId" IS DISTINCT FROM $1 AND NOT ${ownerLives('cc."ownerId"', '$2')}
)
UPDATE "ChannelConnection" cc SET "ownerId" = $1 FROM free f
WHERE cc."workspaceId" = f."workspaceId" AND cc."channelId" = f."channelId"
  AND cc."ownerId" IS NOT DISTINCT FROM f."ownerId"`;

const OWN_CONNECTIONS = `
SELECT cc."workspaceId", cc."channelId", cc.version, ch.type FROM "ChannelConnection" cc
  JOIN "Channel" ch ON ch."workspaceId" = cc."workspaceId" AND ch.id = cc."channelId"
WHERE cc."ownerId" = $1 AND cc.secrets IS NOT NULL`;

/** Claims what is free, and answers everything that this process is to keep. */
export async function claimConnections(
  { pool }: Database,
  instanceId: string,
): Promise<(ConnectionVersion & { readonly type: string })[]> {
  await pool.query({
    name: 'connections-claim',
    text: CLAIM_CONNECTIONS,
    values: [instanceId, DEAD_AFTER_SECONDS],
  });
  const { rows } = await pool.query<ConnectionVersion & { type: string }>({
    name: 'connections-own',
    text: OWN_CONNECTIONS,
    values: [instanceId],
  });
  return rows;
}

/** Gives everything back, so that another process need not wait for this one to be taken for dead. */
export async function releaseConnections({ pool }: Database, instanceId: string): Promise<void> {
  await pool.query('UPDATE "ChannelConnection" SET "ownerId" = NULL WHERE "ownerId" = $1', [instanceId]);
}

const NOTE_STATUS = `
UPDATE "ChannelConnection" cc SET state = $5, error = $6, pairing = $7::jsonb,
  account = COALESCE($8::jsonb, cc.account), "accountId" = COALESCE($9, cc."accountId"), "changedAt" = now()
WHERE cc."workspaceId" = $1 AND cc."channelId" = $2 AND cc.version = $3 AND cc."ownerId" = $4
  AND (cc.state, cc.error, cc.pairing, cc."accountId")
    IS DISTINCT FROM ($5, $6, $7::jsonb, COALESCE($9, cc."accountId"))
  -- An account is connected once, also one that shows whose it is only when it is paired.
  AND NOT EXISTS (SELECT 1 FROM "ChannelConnection" x
    WHERE x."accountId" = $9 AND x.secrets IS NOT NULL AND x."channelId" <> cc."channelId")`;

/** Notes how a connection is; only its keeper may, and only of its present version. */
export async function noteStatus(
  { pool }: Database,
  { workspaceId, channelId, version }: ConnectionVersion,
  instanceId: string,
  status: ChannelStatus,
  accountId: string | null,
): Promise<void> {
  const { state, error, account } = status;
  const pairing = status.state === 'pairing' ? JSON.stringify(status.pairing) : null;
  const shown = account ? JSON.stringify({ name: account.name, url: account.url }) : null;
  const values = [workspaceId, channelId, version, instanceId, state, error, pairing, shown, accountId];
  await pool.query({ name: 'connection-status', text: NOTE_STATUS, values });
}

const ACCOUNT_TAKEN = `
SELECT 1 FROM "ChannelConnection" x
WHERE x."accountId" = $1 AND x.secrets IS NOT NULL AND (x."workspaceId", x."channelId") <> ($2, $3)`;

/** Whether another channel, of whatever workspace, is connected to an account that was paired just now. */
export async function isPairedElsewhere(
  { pool }: Database,
  accountId: string,
  { workspaceId, channelId }: Key,
): Promise<boolean> {
  const values = [accountId, workspaceId, channelId];
  return (await pool.query({ name: 'connection-taken', text: ACCOUNT_TAKEN, values })).rows.length > 0;
}

const CONNECTION_VERSION = `
SELECT cc.version FROM "ChannelConnection" cc WHERE cc."workspaceId" = $1 AND cc."channelId" = $2`;

/** The present version of a connection; 0 where there never was one. */
export async function readConnectionVersion({ pool }: Database, { workspaceId, channelId }: Key): Promise<number> {
  const values = [workspaceId, channelId];
  const { rows } = await pool.query<{ version: number }>({
    name: 'connection-version',
    text: CONNECTION_VERSION,
    values,
  });
  return rows[0]?.version ?? 0;
}

/** A connection as staff see it. */
export interface ConnectionRow {
  readonly channelId: string;
  readonly way: string | null;
  readonly state: ChannelStatus['state'];
  readonly error: string | null;
  readonly pairing: unknown;
  readonly account: unknown;
  readonly changedAt: Date;
}

const READ_CONNECTIONS = `
SELECT cc."channelId", cc.way, cc.pairing, cc.account, cc.error, cc."changedAt",
  CASE WHEN cc.secrets IS NULL THEN 'disconnected' WHEN ${ownerLives('cc."ownerId"', '$2')} THEN cc.state
    ELSE 'connecting' END AS state
FROM "ChannelConnection" cc WHERE cc."workspaceId" = $1`;

/** How a workspace's connections are; one whose process has died is being connected again. */
export async function readConnections({ pool }: Database, workspaceId: string): Promise<ConnectionRow[]> {
  const values = [workspaceId, DEAD_AFTER_SECONDS];
  return (await pool.query<ConnectionRow>({ name: 'connections', text: READ_CONNECTIONS, values })).rows;
}

/** Keeps what opens an account, in place of what was kept before. */
export async function storeConnection(
  tx: Transaction,
  { workspaceId, channelId }: Key,
  stored: {
    readonly way: string;
    readonly keeperSends: boolean;
    readonly secrets: string;
    readonly account: ProviderAccount | null;
    readonly accountId: string | null;
  },
): Promise<void> {
  const { way, keeperSends, secrets, account, accountId } = stored;
  const shared = {
    way,
    keeperSends,
    secrets,
    account: account ? { name: account.name, url: account.url } : {},
    accountId,
    pairing: Prisma.DbNull,
    state: 'connecting',
    error: null,
    changedAt: new Date(),
  };
  await tx.channelConnection.upsert({
    where: { workspaceId_channelId: { workspaceId, channelId } },
    create: { workspaceId, channelId, ...shared },
    update: { ...shared, version: { increment: 1 } },
  });
}

/** Whether another channel, of whatever workspace, is connected to an account; waits for who is just connecting one. */
export async function isAccountTaken(tx: Transaction, accountId: string, { workspaceId, channelId }: Key) {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${accountId}, 0))`;
  const others = await tx.channelConnection.findMany({
    where: { accountId, secrets: { not: null }, NOT: { workspaceId, channelId } },
    select: { workspaceId: true },
  });
  const [other] = others;
  return other ? { inWorkspace: other.workspaceId === workspaceId } : null;
}

/** Makes whoever keeps or uses a connection make it anew; false where there is none to make. */
export async function renewConnection(tx: Transaction, { workspaceId, channelId }: Key): Promise<boolean> {
  const { count } = await tx.channelConnection.updateMany({
    where: { workspaceId, channelId, secrets: { not: null } },
    data: { version: { increment: 1 }, state: 'connecting', error: null, changedAt: new Date() },
  });
  return count > 0;
}

/** Forgets what opened the account. */
export async function removeConnection(tx: Transaction, { workspaceId, channelId }: Key): Promise<void> {
  await tx.channelConnection.updateMany({
    where: { workspaceId, channelId },
    data: {
      secrets: null,
      way: null,
      keeperSends: false,
      pairing: Prisma.DbNull,
      accountId: null,
      ownerId: null,
      version: { increment: 1 },
      state: 'disconnected',
      error: null,
      changedAt: new Date(),
    },
  });
}
