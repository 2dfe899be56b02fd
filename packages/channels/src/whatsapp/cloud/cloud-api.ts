import { createHmac } from 'node:crypto';
import { z } from 'zod';

/** What opens a number of the Cloud API. */
export interface CloudSecrets {
  readonly phoneNumberId: string;
  readonly token: string;
  readonly appSecret: string;
  /** Empty where none was given: there are no templates then. */
  readonly businessAccountId: string;
}

/** The Graph API refused a call, and has not carried it out. `code`: see failures.ts. */
export class CloudError extends Error {
  override readonly name = 'CloudError';
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The call never arrived: nothing can have been sent. */
export class CloudUnreachable extends Error {
  override readonly name = 'CloudUnreachable';
}

export interface CloudApi {
  get(path: string, query?: Readonly<Record<string, string>>): Promise<unknown>;
  post(path: string, body: unknown): Promise<unknown>;
  upload(path: string, form: FormData): Promise<unknown>;
  /** The bytes at an address that Meta has given; it answers only to who has the token. */
  download(url: string): AsyncIterable<Uint8Array>;
}

const API_ROOT = 'https://graph.facebook.com';
/** https://developers.facebook.com/docs/graph-api/changelog */
const VERSION = 'v24.0';
/** A call that takes longer is given up: it may or may not have been carried out. */
const CALL_MS = 30_000;
const DOWNLOAD_MS = 120_000;

const errorSchema = z.object({
  error: z.object({
    message: z.string().default(''),
    code: z.number().default(0),
    error_data: z.object({ details: z.string().optional() }).optional().catch(undefined),
  }),
});

/** Errors of a connection that never came to be. */
const neverConnected: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const causeSchema = z.object({ cause: z.object({ code: z.string() }) });

/**
 * A number's way to the Graph API. Every call carries the app secret's proof, so that a token alone, should it leak,
 * opens nothing where the app asks for it: https://developers.facebook.com/docs/graph-api/guides/secure-requests.
 * Rejects with a CloudError or a CloudUnreachable where nothing was done; with anything else where that is open.
 */
export function createCloudApi({ token, appSecret }: CloudSecrets, apiRoot: string | null, callMs = CALL_MS): CloudApi {
  const proof = createHmac('sha256', appSecret).update(token).digest('hex');

  async function call(
    method: 'GET' | 'POST',
    path: string,
    query: Record<string, string>,
    body?: { readonly data: string | FormData; readonly type?: string },
  ) {
    const search = new URLSearchParams({ ...query, appsecret_proof: proof });
    const response = await reach(`${apiRoot ?? API_ROOT}/${VERSION}/${path}?${search}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body?.type !== undefined && { 'content-type': body.type }),
      },
      ...(body !== undefined && { body: body.data }),
      signal: AbortSignal.timeout(callMs),
    });
    const text = await response.text();
    const answer = jsonOf(text);
    if (response.ok && answer !== undefined) return answer;
    const parsed = errorSchema.safeParse(answer);
    // Not the Graph API's own answer: something between has lost it, or the call.
    if (!parsed.success) throw new Error(`Meta answered ${response.status}, and not in its usual form`);
    const { message, code, error_data } = parsed.data.error;
    throw new CloudError(response.status, code, error_data?.details ?? message);
  }

  return {
    get: (path, query = {}) => call('GET', path, query),
    post: (path, body) => call('POST', path, {}, { data: JSON.stringify(body), type: 'application/json' }),
    upload: (path, form) => call('POST', path, {}, { data: form }),
    async *download(url) {
      const headers = { authorization: `Bearer ${token}` };
      const response = await reach(url, { headers, signal: AbortSignal.timeout(DOWNLOAD_MS) });
      if (!response.ok || !response.body) throw new CloudError(response.status, 131052, 'Media download error');
      yield* response.body;
    },
  };
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    const code = causeSchema.safeParse(error).data?.cause.code;
    if (code !== undefined && neverConnected.has(code)) throw new CloudUnreachable('Meta can’t be reached');
    throw error;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
