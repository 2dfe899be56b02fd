import type { ProviderAccount } from '@baton/channels/channel-adapter';
import { channelDefinitions } from '@baton/channels/definitions';
import type { ChannelConnection } from '@baton/contracts';
import { z } from 'zod';
import { AppError } from '../app-error.ts';
import type { ChannelKey } from '../channels/channel-key.ts';
import type { Secrets } from '../channels/secret-box.ts';
import { type ConnectionRow, isAccountTaken, storeConnection } from '../db/channel-connections.ts';
import type { Transaction } from '../db/client.ts';
import type { Providers } from '../services.ts';

/** An account that its provider has shown, with what opens it made unreadable. */
export interface CheckedAccount {
  readonly way: string;
  readonly keeperSends: boolean;
  /** Null until it is paired. */
  readonly account: ProviderAccount | null;
  readonly accountId: string | null;
  readonly secrets: string;
}

/** How a channel is to be connected: by which way, the usual one if not said, and with what. */
export interface ConnectWish {
  readonly way?: string;
  readonly secrets: Secrets;
}

/** Tries secrets at the provider; refuses with what a person can do about them. */
export async function checkSecrets(
  providers: Providers,
  channel: ChannelKey,
  type: string,
  wish: ConnectWish,
): Promise<CheckedAccount> {
  const { ways = [], title = type } = channelDefinitions[type] ?? {};
  const way = wish.way === undefined ? ways[0] : ways.find(({ key }) => key === wish.way);
  if (ways.length === 0) throw new AppError('BAD_REQUEST', { message: `${title} has no account to connect.` });
  if (!way) {
    const known = ways.map(({ key }) => key).join(', ');
    throw new AppError('BAD_REQUEST', { message: `${title} can't be connected by “${wish.way}”, only by: ${known}.` });
  }
  const secrets = Object.fromEntries(way.secrets.map(({ key }) => [key, wish.secrets[key]?.trim() ?? '']));
  const missing = way.secrets.find(({ key, optional }) => !optional && secrets[key] === '');
  if (missing) throw new AppError('BAD_REQUEST', { message: `${missing.title} is missing.` });
  const checked = await providers.check(type, way.key, secrets);
  if (checked === null) throw new AppError('BAD_REQUEST', { message: `${title} has no account to connect.` });
  if (!checked.ok) throw new AppError('BAD_REQUEST', { message: checked.problem });
  const { account } = checked;
  const sealed = providers.seal(channel, secrets);
  const accountId = account && `${type}:${account.id}`;
  return { way: way.key, keeperSends: way.keeperSends ?? false, account, accountId, secrets: sealed };
}

/** Keeps an account with a channel; an account that is connected elsewhere would take its customers' messages away. */
export async function keepAccount(tx: Transaction, channel: ChannelKey, checked: CheckedAccount): Promise<void> {
  const { account, accountId } = checked;
  const taken = accountId && (await isAccountTaken(tx, accountId, channel));
  if (account && taken) {
    const where = taken.inWorkspace ? 'another channel of this workspace' : 'another workspace of this installation';
    throw new AppError('BAD_REQUEST', {
      message: `${account.name} is connected to ${where}. Disconnect it there first.`,
    });
  }
  await storeConnection(tx, channel, checked);
}

const pairingSchema = z.object({ qr: z.string().nullable(), code: z.string().nullable() });
const accountSchema = z.object({ name: z.string(), url: z.string().nullable() });

/**
 * How a connection is, as staff see it; null for types without an account. `pasted` tells the webhook of those where
 * an owner pastes it at the provider.
 */
export function connectionView(
  type: string,
  row: ConnectionRow | undefined,
  pasted: (() => ChannelConnection['webhook']) | null,
): ChannelConnection | null {
  const ways = channelDefinitions[type]?.ways ?? [];
  if (ways.length === 0) return null;
  if (!row)
    return { state: 'disconnected', error: null, account: null, since: null, way: null, webhook: null, pairing: null };
  const { state, error, account, changedAt, way } = row;
  const steps = ways.find(({ key }) => key === way)?.webhookSteps;
  return {
    state,
    error,
    account: accountSchema.safeParse(account).data ?? null,
    since: changedAt.toISOString(),
    way,
    webhook: steps === undefined ? null : (pasted?.() ?? null),
    // Whoever sees the code could link the account of their own phone.
    pairing: pasted ? (pairingSchema.nullable().safeParse(row.pairing).data ?? null) : null,
  };
}
