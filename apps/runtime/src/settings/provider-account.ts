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
  readonly account: ProviderAccount;
  readonly accountId: string;
  readonly secrets: string;
}

/** Tries secrets at the provider; refuses with what a person can do about them. */
export async function checkSecrets(
  providers: Providers,
  channel: ChannelKey,
  type: string,
  given: Secrets,
): Promise<CheckedAccount> {
  const { secrets: wanted = [], title = type } = channelDefinitions[type] ?? {};
  const secrets = Object.fromEntries(wanted.map(({ key }) => [key, given[key]?.trim() ?? '']));
  const missing = wanted.find(({ key }) => secrets[key] === '');
  if (missing) throw new AppError('BAD_REQUEST', { message: `${missing.title} is missing.` });
  const checked = await providers.check(type, secrets);
  if (checked === null) throw new AppError('BAD_REQUEST', { message: `${title} has no account to connect.` });
  if (!checked.ok) throw new AppError('BAD_REQUEST', { message: checked.problem });
  const { account } = checked;
  return { account, accountId: `${type}:${account.id}`, secrets: providers.seal(channel, secrets) };
}

/** Keeps an account with a channel; an account that is connected elsewhere would take its customers' messages away. */
export async function keepAccount(tx: Transaction, channel: ChannelKey, checked: CheckedAccount): Promise<void> {
  const taken = await isAccountTaken(tx, checked.accountId, channel);
  if (taken) {
    const where = taken.inWorkspace ? 'another channel of this workspace' : 'another workspace of this installation';
    throw new AppError('BAD_REQUEST', {
      message: `${checked.account.name} is connected to ${where}. Disconnect it there first.`,
    });
  }
  await storeConnection(tx, channel, checked);
}

const accountSchema = z.object({ name: z.string(), url: z.string().nullable() });

/** How a connection is, as staff see it; null for types without an account. */
export function connectionView(type: string, row: ConnectionRow | undefined): ChannelConnection | null {
  if ((channelDefinitions[type]?.secrets ?? []).length === 0) return null;
  if (!row) return { state: 'disconnected', error: null, account: null, since: null };
  const { state, error, account, changedAt } = row;
  return { state, error, account: accountSchema.safeParse(account).data ?? null, since: changedAt.toISOString() };
}
