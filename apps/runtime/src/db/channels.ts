import type { Database } from './client.ts';
import { flowOfChannel } from './flow-of-channel.ts';
import { teamHandoffs } from './team-handoffs.ts';

export interface StoredChannel {
  readonly workspaceId: string;
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly settings: unknown;
  /** Which key signs who its visitors are. */
  readonly identityVersion: number;
  /** The version that its conversations start on; null before the first publication. */
  readonly publishedVersionId: string | null;
  /** What the workspace says about handoffs, and those of its teams that do: JSON. */
  readonly workspaceHandoff: string;
  readonly teamHandoffs: string | null;
  /** Whether customers of the workspace can reach a person at all. */
  readonly handoffEnabled: boolean;
  /** What opens the account at the provider, sealed; null where there is none, or not any more. */
  readonly secrets: string | null;
  /** Which of its type's ways it is connected by. */
  readonly way: string | null;
  /** The version of the connection; 0 where there never was one. */
  readonly connectionVersion: number;
}

const columns = `ch."workspaceId", ch.id, ch.type, ch.name, ch.settings, ch."identityVersion", f."publishedVersionId",
  cc.secrets, cc.way, COALESCE(cc.version, 0) AS "connectionVersion",
  w."handoffEnabled", w.handoff::text AS "workspaceHandoff",
  ${teamHandoffs('ch."workspaceId"')} AS "teamHandoffs"`;
const flow = `JOIN "Workspace" w ON w.id = ch."workspaceId"
  LEFT JOIN "Flow" f ON f."workspaceId" = ch."workspaceId" AND f.id = ${flowOfChannel}
  LEFT JOIN "ChannelConnection" cc ON cc."workspaceId" = ch."workspaceId" AND cc."channelId" = ch.id`;

export const CHANNEL = `SELECT ${columns} FROM "Channel" ch ${flow} WHERE ch."workspaceId" = $1 AND ch.id = $2`;

export async function readChannel(
  { pool }: Database,
  channel: { readonly workspaceId: string; readonly channelId: string },
): Promise<StoredChannel | null> {
  const values = [channel.workspaceId, channel.channelId];
  return (await pool.query<StoredChannel>({ name: 'channel', text: CHANNEL, values })).rows[0] ?? null;
}

/**
 * A channel by its id alone: all that a visitor's browser knows. Ids are random, and this is the one door of a
 * workspace that needs no key.
 */
export async function findPublicChannel({ pool }: Database, id: string): Promise<StoredChannel | null> {
  const text = `SELECT ${columns} FROM "Channel" ch ${flow} WHERE ch.id = $1`;
  const { rows } = await pool.query<StoredChannel>({ name: 'channel-by-id', text, values: [id] });
  // Two workspaces with the same id, as after a restored backup, are nobody's: neither is guessed.
  return rows.length === 1 ? (rows[0] ?? null) : null;
}
