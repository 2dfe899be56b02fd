import type { SendResult } from '../../channel-adapter.ts';
import { CloudError, CloudUnreachable } from './cloud-api.ts';

type NotSent = Exclude<SendResult, { status: 'sent' }>;

const revoked = 'Meta does not accept the access token any more. Make a new one and paste it in Settings';
const restricted = 'Meta has restricted this WhatsApp account. Look at its status in the WhatsApp Manager';
const template = 'Look at it in the WhatsApp Manager, or choose another one';

/** What Meta's codes mean for who wrote the message; https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes. */
const words: Readonly<Record<number, string>> = {
  3: 'The access token lacks the permission whatsapp_business_messaging',
  10: 'The access token lacks the permission whatsapp_business_messaging',
  190: revoked,
  368: restricted,
  130472: 'Meta did not deliver this message: the number is part of an experiment',
  130497: 'Meta does not let this account write to people in that country',
  131005: 'The access token lacks a permission for this number',
  131021: 'A number can’t write to itself',
  131026: 'The customer can’t receive it: not on WhatsApp, an old app, or Meta’s terms not accepted yet',
  131030: 'A test number writes only to the numbers on its list in the Meta app',
  131031: restricted,
  131037: 'The number’s display name has not been approved by Meta yet',
  131042: 'Meta could not charge this account. Check its payment method in the WhatsApp Manager',
  131045: 'The number is not registered. Register it in the WhatsApp Manager',
  131047: 'More than 24 hours have passed since the customer last wrote. Send a template instead',
  131049: 'Meta held this message back, so that the customer is not written to too often. Try again later',
  131050: 'The customer does not want marketing messages from you',
  131051: 'WhatsApp does not take messages of this kind',
  131052: 'The file could not be downloaded from Meta',
  131053: 'Meta does not take this file: its type or its size is not allowed',
  132000: `The template needs another number of values. ${template}`,
  132001: `There is no such template in that language, or it is not approved. ${template}`,
  132005: 'With these values the template is too long. Shorten them',
  132007: `The template goes against Meta’s rules. ${template}`,
  132012: `A value has the wrong form for the template. ${template}`,
  132015: `The template is paused by Meta. ${template}`,
  132016: `The template was disabled by Meta. ${template}`,
  133010: 'The number is not registered. Register it in the WhatsApp Manager',
};

/** Refused only for now, with how long to wait; null: the outbox's own back-off. */
const retryAfterMs: Readonly<Record<number, number | null>> = {
  1: null,
  2: null,
  4: 60_000,
  80007: 60_000,
  // 80 messages a second in all, and about one every six seconds to one person.
  130429: 1_000,
  131056: 6_000,
  131000: null,
  131016: null,
  131048: 60_000,
  131057: 60_000,
  133004: null,
};
const tooFast: ReadonlySet<number> = new Set([4, 80007, 130429, 131048, 131056]);

/** What a failed call means for a message. Rethrows what leaves open whether it has arrived. */
export function notSent(error: unknown): NotSent {
  if (error instanceof CloudUnreachable) return { status: 'retry', reason: error.message, retryAfterMs: null };
  if (!(error instanceof CloudError)) throw error;
  const { code, status } = error;
  const wait = retryAfterMs[code];
  if (wait !== undefined || (status >= 500 && words[code] === undefined)) {
    const reason = tooFast.has(code) ? 'WhatsApp asks to send more slowly' : `WhatsApp: ${error.message}`;
    return { status: 'retry', reason, retryAfterMs: wait ?? null };
  }
  return { status: 'failed', reason: reasonOf(code, error.message) };
}

/** Why Meta did not deliver a message, as a sentence for staff. */
export function reasonOf(code: number, details: string): string {
  return words[code] ?? `WhatsApp refused the message: ${details === '' ? `error ${code}` : details}`;
}

/** What went wrong with a connection, as a sentence for its owner. */
export function problemOf(error: unknown): string {
  if (!(error instanceof CloudError)) return 'Meta can’t be reached';
  const { code, message } = error;
  if (code === 190) return revoked;
  if (/appsecret_proof/.test(message)) return 'The app secret does not belong to the app that made this token';
  if (code === 100) return 'Meta does not know this phone number ID, or the token has no access to it';
  return words[code] ?? `WhatsApp: ${message}`;
}

/** Nothing but a new token, or another setting, mends it. */
export function isFinal(error: unknown): boolean {
  return error instanceof CloudError && error.status < 500 && retryAfterMs[error.code] === undefined;
}
