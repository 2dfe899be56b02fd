import type { IncomingMessage } from 'node:http';
import type { Upload } from './method.ts';
import { badRequest } from './telegram-error.ts';

/** What a request asks for. */
export type Wish =
  | { readonly kind: 'call'; readonly token: string; readonly method: string }
  | { readonly kind: 'download'; readonly token: string; readonly path: string };

/** `/bot<token>/METHOD_NAME` and `/file/bot<token>/<file_path>`: https://core.telegram.org/bots/api#making-requests, #file. */
export function wishOf(path: string): Wish | undefined {
  const [, download, token, rest] = /^(\/file)?\/bot([^/]+)\/(.+)$/.exec(path) ?? [];
  if (token === undefined || rest === undefined) return undefined;
  if (download !== undefined) return { kind: 'download', token, path: rest };
  return /^\w+$/.test(rest) ? { kind: 'call', token, method: rest } : undefined;
}

export interface Parameters {
  readonly values: Readonly<Record<string, unknown>>;
  readonly files: ReadonlyMap<string, Upload>;
}

/**
 * Reads a call's parameters: "URL query string, application/x-www-form-urlencoded, application/json (except for
 * uploading files), multipart/form-data (use to upload files)": #making-requests.
 */
export async function readParameters(request: IncomingMessage, query: URLSearchParams): Promise<Parameters> {
  const body = await readBody(request);
  const type = request.headers['content-type'] ?? '';
  const values: Record<string, unknown> = Object.fromEntries(query);
  const files = new Map<string, Upload>();
  if (body.byteLength === 0) return { values, files };
  if (type.startsWith('application/json')) {
    const parsed = parseObject(body);
    return { values: { ...values, ...parsed }, files };
  }
  const form = await new Response(body, { headers: { 'content-type': type } }).formData().catch(() => undefined);
  if (!form) throw badRequest('unsupported content type');
  for (const [name, value] of form) {
    if (typeof value === 'string') values[name] = value;
    else files.set(name, { name: value.name, type: value.type, data: new Uint8Array(await value.arrayBuffer()) });
  }
  return { values, files };
}

async function readBody(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

function parseObject(body: Uint8Array): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    if (typeof parsed === 'object' && parsed !== null) return Object.fromEntries(Object.entries(parsed));
  } catch {
    // Said below.
  }
  throw badRequest("can't parse JSON object");
}
