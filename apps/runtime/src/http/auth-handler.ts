import { STATUS_CODES } from 'node:http';
import { fromNodeHeaders } from 'better-auth/node';
import type { Response as ExpressResponse, RequestHandler } from 'express';
import { z } from 'zod';
import { type Auth, CLIENT_IP_HEADER } from '../accounts/auth.ts';
import type { ErrorBody } from './error-body.ts';

/** What of the library is offered; everything else of it is a 404, as if it were not there. */
const offered = new Set(['POST /sign-in/email', 'POST /sign-out', 'POST /change-password']);

/** Set by us: the body becomes another one. */
const ownHeaders = new Set(['set-cookie', 'content-length', 'content-type']);

/** Signing in and out, at /api/auth. Expects the body to be parsed and the origin to be checked. */
export function authHandler(auth: Auth): RequestHandler {
  return async (req, res, next) => {
    if (!offered.has(`${req.method} ${req.path}`)) return next();
    const headers = fromNodeHeaders(req.headers);
    headers.set(CLIENT_IP_HEADER, req.ip ?? '');
    headers.delete('content-length');
    const hasBody = req.method !== 'GET' && req.body !== undefined;
    const request = new Request(new URL(`/api/auth${req.url}`, 'http://localhost'), {
      method: req.method,
      headers,
      body: hasBody ? JSON.stringify(req.body) : null,
    });
    await send(res, await auth.handler(request));
  };
}

async function send(res: ExpressResponse, answer: Response): Promise<void> {
  for (const [name, value] of answer.headers) {
    if (!ownHeaders.has(name)) res.setHeader(name, value);
  }
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) res.setHeader('set-cookie', cookies);
  res.status(answer.status);
  // The library answers with the session's token, which is for the cookie only: scripts have no use for it.
  if (answer.ok) return void res.json({ ok: true });
  const text = await answer.text();
  const retryAfter = answer.headers.get('x-retry-after');
  if (retryAfter !== null) res.setHeader('retry-after', retryAfter);
  res.json(errorOf(answer.status, text));
}

const libraryError = z.object({ code: z.string().optional(), message: z.string().optional() });

/** The library's errors in the API's one shape. */
function errorOf(status: number, text: string): ErrorBody {
  const parsed = libraryError.safeParse(parseJson(text));
  const code = status === 429 ? 'TOO_MANY_REQUESTS' : (parsed.data?.code ?? codeOf(status));
  return { defined: false, code, status, message: parsed.data?.message ?? STATUS_CODES[status] ?? 'Refused' };
}

function codeOf(status: number): string {
  return (STATUS_CODES[status] ?? 'ERROR').toUpperCase().replace(/[^A-Z]+/g, '_');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
