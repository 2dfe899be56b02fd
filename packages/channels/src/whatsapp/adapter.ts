import type { ChannelAdapter, ChannelAdapterFactory, CheckedSecrets, LocalBrowser } from '../channel-adapter.ts';
import { checkAccount } from './cloud/check-account.ts';
import { createCloudAdapter } from './cloud/cloud-adapter.ts';
import type { CloudSecrets } from './cloud/cloud-api.ts';
import { definition } from './definition.ts';
import { findChromium, NO_CHROMIUM } from './web/find-chromium.ts';
import { createWebAdapter } from './web/web-adapter.ts';

/** WhatsApp, by whichever way its owner has chosen. */
export const adapter: ChannelAdapterFactory = {
  type: definition.type,
  check: ({ way, secrets, apiRoot, browser }) =>
    way === 'web' ? checkWeb(secrets, browser) : checkAccount(cloudSecrets(secrets), apiRoot),
  create(connection) {
    if (connection.way === 'web') return createWebAdapter(connection, phoneOf(connection.secrets));
    const secrets = cloudSecrets(connection.secrets);
    return secrets.token === '' ? notConnected : createCloudAdapter(connection, secrets);
  },
};

function cloudSecrets(secrets: Readonly<Record<string, string>>): CloudSecrets {
  const { phoneNumberId = '', token = '', appSecret = '', businessAccountId = '' } = secrets;
  return { phoneNumberId, token, appSecret, businessAccountId };
}

/** Digits of the number to pair with by a code; null pairs by a QR code. */
function phoneOf({ phone = '' }: Readonly<Record<string, string>>): string | null {
  const digits = phone.replace(/[\s().+-]/g, '');
  return digits === '' ? null : digits;
}

/** Whose account it is shows when it is paired: now there must be a browser, and a number that can be one. */
async function checkWeb(secrets: Readonly<Record<string, string>>, browser: LocalBrowser): Promise<CheckedSecrets> {
  const phone = phoneOf(secrets);
  if (phone !== null && !/^[1-9]\d{6,14}$/.test(phone)) {
    return { ok: false, problem: 'Write the phone number with its country code, like +1 555 010 0123.' };
  }
  if ((await findChromium(browser.program)) === null) return { ok: false, problem: `${NO_CHROMIUM}.` };
  return { ok: true, account: null };
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
