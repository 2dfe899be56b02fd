import { z } from 'zod';
import type { CheckedSecrets, ProviderAccount } from '../../channel-adapter.ts';
import { type CloudApi, CloudError, type CloudSecrets, createCloudApi } from './cloud-api.ts';
import { problemOf } from './failures.ts';

const numberSchema = z.object({
  id: z.string(),
  display_phone_number: z.string(),
  verified_name: z.string().default(''),
});

/** For calls that a person waits for. */
const PATIENCE_MS = 10_000;

/** Asks Meta whose number it is, and whether token, app secret and business account belong together. */
export async function checkAccount(secrets: CloudSecrets, apiRoot: string | null): Promise<CheckedSecrets> {
  const { phoneNumberId, businessAccountId } = secrets;
  // What has not even the form of an id is not sent anywhere.
  if (!isId(phoneNumberId)) return refused('The phone number ID has digits only, as the Meta app dashboard shows it.');
  if (businessAccountId !== '' && !isId(businessAccountId)) {
    return refused('The WhatsApp Business account ID has digits only, as the Meta app dashboard shows it.');
  }
  const api = createCloudApi(secrets, apiRoot, PATIENCE_MS);
  try {
    const account = await readAccount(api, phoneNumberId);
    const known = businessAccountId === '' || (await hasTemplates(api, businessAccountId));
    return known ? { ok: true, account } : refused('The token has no access to this WhatsApp Business account ID.');
  } catch (error) {
    return refused(`${problemOf(error)}.`);
  }
}

function isId(text: string): boolean {
  return /^\d{1,30}$/.test(text);
}

function refused(problem: string): CheckedSecrets {
  return { ok: false, problem };
}

async function hasTemplates(api: CloudApi, businessAccountId: string): Promise<boolean> {
  try {
    await api.get(`${businessAccountId}/message_templates`, { limit: '1' });
    return true;
  } catch (error) {
    if (error instanceof CloudError && error.status < 500) return false;
    throw error;
  }
}

/** The number as Settings show it; https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account-to-number-current-status. */
export async function readAccount(api: CloudApi, phoneNumberId: string): Promise<ProviderAccount> {
  const answer = await api.get(phoneNumberId, { fields: 'id,display_phone_number,verified_name' });
  const { id, display_phone_number, verified_name } = numberSchema.parse(answer);
  const name = verified_name === '' ? display_phone_number : `${verified_name} (${display_phone_number})`;
  return { id, name, url: `https://wa.me/${display_phone_number.replace(/\D/g, '')}` };
}
