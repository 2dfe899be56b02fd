import type { ResponseParameters } from 'grammy/types';

/**
 * An answer with `ok: false`. The HTTP status is the error code, and `parameters` help a program to handle it:
 * https://core.telegram.org/bots/api#making-requests and #responseparameters.
 */
export class TelegramError extends Error {
  override readonly name = 'TelegramError';
  readonly code: number;
  readonly parameters: ResponseParameters | undefined;

  constructor(code: number, description: string, parameters?: ResponseParameters) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

export function badRequest(description: string, parameters?: ResponseParameters): TelegramError {
  return new TelegramError(400, `Bad Request: ${description}`, parameters);
}

export function forbidden(description: string): TelegramError {
  return new TelegramError(403, `Forbidden: ${description}`);
}

/** What the emulator does not do is said loudly: a test must not pass because something was ignored. */
export function notEmulated(what: string): TelegramError {
  return new TelegramError(501, `Not Implemented: the emulator does not know ${what}`);
}
