import { z } from 'zod';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly text: string;
  /** The body as JSON; undefined where it is none. */
  readonly body: unknown;
}

const errorSchema = z.object({ code: z.string(), status: z.int(), message: z.string().min(1) });

/** A browser without pages: keeps cookies, speaks JSON, and says which page it is on. */
export class TestClient {
  readonly url: string;
  readonly #cookies = new Map<string, string>();

  constructor(url: string) {
    this.url = url;
  }

  get(path: string): Promise<Answer> {
    return this.request('GET', path);
  }

  post(path: string, body?: unknown): Promise<Answer> {
    return this.request('POST', path, body);
  }

  request(method: string, path: string, body?: unknown): Promise<Answer> {
    const json = body === undefined ? undefined : JSON.stringify(body);
    return this.send(method, path, json, { 'content-type': 'application/json', origin: this.url });
  }

  /** Sends a file as it is. */
  upload(path: string, bytes: Uint8Array, headers: Record<string, string> = { origin: this.url }): Promise<Answer> {
    return this.send('POST', path, new Uint8Array(bytes), { 'content-type': 'application/octet-stream', ...headers });
  }

  /** Just what is given: for requests that no client of ours would make. */
  async send(
    method: string,
    path: string,
    body: string | Uint8Array<ArrayBuffer> | undefined,
    headers: Record<string, string>,
  ): Promise<Answer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(this.url + path, {
      method,
      body,
      headers: cookie === '' ? headers : { ...headers, cookie },
      redirect: 'manual',
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString();
    return { status: response.status, headers: response.headers, bytes, text, body: parse(text) };
  }

  get cookies(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';');
    const at = pair.indexOf('=');
    const expired = attributes.some((attribute) => attribute.trim().toLowerCase() === 'max-age=0');
    if (expired) this.#cookies.delete(pair.slice(0, at));
    else this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}

/** The API's error in `answer`; throws where it is not of the API's one shape. */
export function errorOf(answer: Answer): z.infer<typeof errorSchema> {
  const error = errorSchema.parse(answer.body);
  if (error.status !== answer.status) throw new Error(`Status ${answer.status}, but the body says ${error.status}`);
  return error;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
