import type { ChannelAdapter, ChannelAdapterFactory } from '../channel-adapter.ts';
import { checkAccount } from './cloud/check-account.ts';
import { createCloudAdapter } from './cloud/cloud-adapter.ts';
import type { CloudSecrets } from './cloud/cloud-api.ts';
import { definition } from './definition.ts';

/** WhatsApp, by whichever way its owner has chosen. */
export const adapter: ChannelAdapterFactory = {
  type: definition.type,
  check: ({ secrets, apiRoot }) => checkAccount(cloudSecrets(secrets), apiRoot),
  create(connection) {
    const secrets = cloudSecrets(connection.secrets);
    return secrets.token === '' ? notConnected : createCloudAdapter(connection, secrets);
  },
};

function cloudSecrets(secrets: Readonly<Record<string, string>>): CloudSecrets {
  const { phoneNumberId = '', token = '', appSecret = '', businessAccountId = '' } = secrets;
  return { phoneNumberId, token, appSecret, businessAccountId };
}

/** A channel that was disconnected, never connected, or whose secrets can't be read any more. */
const notConnected: ChannelAdapter = {
  async connect(_onInbound, onStatus) {
    onStatus({ state: 'disconnected', error: 'What was stored for this account can’t be read. Connect it again' });
  },
  send: async () => ({ status: 'failed', reason: 'The channel is not connected. Connect it in Settings' }),
  typing: async () => undefined,
  markRead: async () => undefined,
  close: async () => undefined,
};
