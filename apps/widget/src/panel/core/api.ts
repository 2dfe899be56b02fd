import { type Upload, UploadProblem, uploadFile } from '@baton/chat-ui';
import type { Visit, VisitorSnapshot } from '@baton/contracts';
import type { FileFacts, InboundContent } from '@baton/engine';

/** The server said no, by a code of the API's. `retryable`: the same request may be answered later. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message = '') {
    super(message);
    this.name = 'ApiProblem';
    this.code = code;
    this.status = status;
  }

  get retryable(): boolean {
    return this.status === 429 || this.status === 408 || this.status >= 500;
  }
}

export type CommandName = 'start' | 'request-person' | 'cancel-waiting' | 'end-chat';

/** The visitor's part of the API. Rejects with an `ApiProblem`, or with whatever `fetch` rejects with. */
export interface VisitorApi {
  /** The visitor of the token, or the customer that the website's signed `identity` names. */
  session(
    who: { token?: string; identity?: string },
    visit: Visit,
  ): Promise<{ token: string; snapshot: VisitorSnapshot }>;
  sync(token: string, conversationId: string | null, after: number): Promise<VisitorSnapshot>;
  send(token: string, clientId: string, content: InboundContent, visit?: Visit): Promise<VisitorSnapshot>;
  /** `visit` goes with `start` only. */
  command(token: string, name: CommandName, commandId: string, visit?: Visit): Promise<VisitorSnapshot>;
  /** Rejects with an `UploadProblem`, or an `ApiProblem` where the token is not taken. */
  upload(token: string, upload: Upload): Promise<FileFacts>;
  /** An address under which a file of the conversation can be loaded for a few minutes. */
  fileLink(token: string, fileId: string): Promise<string>;
}

const TIMEOUT_MS = 20_000;

export function createApi(origin: string, channelId: string): VisitorApi {
  return {
    session: (who, visit) => request(`/widget/${encodeURIComponent(channelId)}/session`, null, { ...who, visit }),
    sync(token, conversationId, after) {
      const query = new URLSearchParams({ after: String(after), ...(conversationId && { conversationId }) });
      return request(`/widget/sync?${query}`, token);
    },
    send: (token, clientId, content, visit) => request('/widget/messages', token, { clientId, content, visit }),
    command: (token, name, commandId, visit) =>
      request(`/widget/${name}`, token, { commandId, visit: name === 'start' ? visit : undefined }),
    async upload(token, upload) {
      try {
        return await uploadFile(`${origin}/api/widget/files`, upload, { authorization: `Bearer ${token}` });
      } catch (error) {
        const refused = error instanceof UploadProblem && (error.status === 401 || error.status === 403);
        throw refused ? new ApiProblem('INVALID_TOKEN', error.status) : error;
      }
    },
    async fileLink(token, fileId) {
      const { path } = await request<{ path: string }>(`/widget/files/${fileId}/link`, token);
      return origin + path;
    },
  };

  /** The answer's type is the contract's: the server checks what it sends against it. */
  async function request<T>(path: string, token: string | null, body?: unknown): Promise<T> {
    const response = await fetch(`${origin}/api${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'omit',
      cache: 'no-store',
      // Not AbortSignal.timeout: older Safaris lack it.
      signal: timeout(),
    });
    const answer = await response.json().catch(() => null);
    if (response.ok && answer !== null) return answer;
    const code = typeof answer?.code === 'string' ? answer.code : 'UNAVAILABLE';
    // An answer that is no JSON comes from something between us and the server: worth another try.
    throw new ApiProblem(code, answer === null ? 503 : response.status, answer?.message);
  }
}

function timeout(): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), TIMEOUT_MS);
  return controller.signal;
}
