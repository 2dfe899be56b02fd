import { GrammyError, HttpError } from 'grammy';
import { z } from 'zod';
import type { SendResult } from '../channel-adapter.ts';
import { FileGone, FileUnreadable } from './send-file.ts';

/** Errors of a connection that never came to be: nothing can have been sent. */
const neverConnected: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
const systemError = z.object({ code: z.string() });

type NotSent = Exclude<SendResult, { status: 'sent' }>;

/**
 * What a failed call means for a message. Rethrows what leaves open whether it has arrived: a connection that broke
 * after the request, an answer that never came, or one that is not the Bot API's.
 */
export function notSent(error: unknown): NotSent {
  if (error instanceof FileGone) return { status: 'failed', reason: 'The file is not there any more' };
  if (error instanceof FileUnreadable) return { status: 'retry', reason: error.message, retryAfterMs: null };
  if (error instanceof HttpError && neverReached(error)) {
    return { status: 'retry', reason: 'Telegram can’t be reached', retryAfterMs: null };
  }
  if (!(error instanceof GrammyError)) throw error;
  const { error_code, description, parameters } = error;
  if (error_code === 429) {
    const seconds = parameters.retry_after ?? 1;
    return { status: 'retry', reason: 'Telegram asks to send more slowly', retryAfterMs: seconds * 1000 };
  }
  // An answer in the Bot API's form: its server has refused the call, and did not carry it out.
  if (error_code >= 500) return { status: 'retry', reason: `Telegram: ${description}`, retryAfterMs: null };
  return { status: 'failed', reason: reasonOf(error_code, description) };
}

/** Why nothing reaches a customer who has stopped the bot. */
export const blockedBot = 'The customer has blocked the bot';

function reasonOf(code: number, description: string): string {
  if (/bot was blocked by the user/.test(description)) return blockedBot;
  if (/user is deactivated/.test(description)) return 'The customer has deleted their Telegram account';
  if (/can't initiate conversation|chat not found/.test(description)) return 'The customer has not written to this bot';
  if (isRevoked(code)) return revoked;
  return `Telegram refused the message: ${description}`;
}

const revoked = 'Telegram does not know this token any more. Paste a new one from @BotFather';

/** What went wrong with a connection, as a sentence for a person. */
export function problemOf(error: unknown): string {
  if (error instanceof HttpError) return 'Telegram can’t be reached';
  if (!(error instanceof GrammyError)) return error instanceof Error ? error.message : String(error);
  const { error_code, description } = error;
  if (isRevoked(error_code)) return revoked;
  if (error_code === 409) return 'Another program receives this bot’s messages with the same token';
  return `Telegram: ${description}`;
}

/** A token that is unknown can't begin to work again: 401, or 404 where it has not even the form of one. */
export function isFinal(error: unknown): boolean {
  return error instanceof GrammyError && isRevoked(error.error_code);
}

function isRevoked(code: number): boolean {
  return code === 401 || code === 404;
}

/** How long to wait before trying again: as long as Telegram asks, else longer after each failure. */
export function retryDelayMs(error: unknown, failures: number): number {
  const asked = error instanceof GrammyError ? error.parameters.retry_after : undefined;
  return asked === undefined ? Math.min(500 * 2 ** Math.min(failures - 1, 10), 30_000) : asked * 1000;
}

function neverReached({ error }: HttpError): boolean {
  const parsed = systemError.safeParse(error);
  return parsed.success && neverConnected.has(parsed.data.code);
}
