import { io, type Socket } from 'socket.io-client';
import { vi } from 'vitest';
import { z } from 'zod';
import type { TestClient } from '../../testing/test-client.ts';

type Event = readonly [name: string, news: unknown];

const opened: Socket[] = [];

export function closeSockets(): void {
  for (const socket of opened.splice(0)) socket.disconnect();
}

async function connect(url: string, options: Parameters<typeof io>[1]): Promise<{ socket: Socket; heard: Event[] }> {
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false, ...options });
  opened.push(socket);
  const heard: Event[] = [];
  socket.onAny((name: string, news: unknown) => void heard.push([name, news]));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return { socket, heard };
}

const answerSchema = z.object({ token: z.string() });

/** A visitor's browser: a token, and a socket that listens. */
export async function openVisitor(client: TestClient, channelId: string, token?: string) {
  const answer = await client.post(`/api/widget/${channelId}/session`, { token });
  const session = answerSchema.parse(answer.body);
  const headers = { authorization: `Bearer ${session.token}`, 'content-type': 'application/json' };
  const { socket, heard } = await connect(`${client.url}/visitor`, { auth: { token: session.token } });
  return {
    token: session.token,
    socket,
    heard,
    post: (path: string, body: unknown) => client.send('POST', `/api/widget/${path}`, JSON.stringify(body), headers),
    get: (path: string) => client.send('GET', `/api/widget/${path}`, undefined, headers),
    send: (text: string, clientId: string = crypto.randomUUID()) =>
      client.send(
        'POST',
        '/api/widget/messages',
        JSON.stringify({ clientId, content: { kind: 'text', text } }),
        headers,
      ),
  };
}

/** A member's inbox: its socket listens. */
export async function openInbox(client: TestClient, headers: Record<string, string> = {}) {
  return connect(`${client.url}/staff`, { extraHeaders: { cookie: client.cookies, origin: client.url, ...headers } });
}

/** Why a socket is not let in. */
export async function refusal(url: string, options: Parameters<typeof io>[1]): Promise<string> {
  return connect(url, options).then(
    () => 'let in',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

/** Waits until something was heard. */
export function hears(heard: readonly Event[], name: string, part: object = {}, timeoutMs = 5_000): Promise<unknown> {
  return vi.waitFor(() => {
    const found = heard.find(([each, news]) => each === name && matches(news, part));
    if (!found) throw new Error(`Nothing like ${name} ${JSON.stringify(part)} was heard: ${JSON.stringify(heard)}`);
    return found[1];
  }, timeoutMs);
}

function matches(value: unknown, part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return value === part;
  if (typeof value !== 'object' || value === null) return false;
  const members = new Map<string, unknown>(Object.entries(value));
  return Object.entries(part).every(([key, each]) => matches(members.get(key), each));
}
