import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fault, Faults } from './faults.ts';
import type { Upload } from './method.ts';
import { readParameters, wishOf } from './read-request.ts';
import { TelegramError } from './telegram-error.ts';
import type { EmulatedBot, World } from './world.ts';

export type CallOutcome =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly code: number; readonly description: string };

/** A call that arrived, with what came of it; without an outcome while it is being carried out. */
export interface RecordedCall {
  readonly bot: EmulatedBot;
  readonly method: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly files: ReadonlyMap<string, Upload>;
  outcome?: CallOutcome;
}

interface ServerDeps {
  readonly world: World;
  readonly faults: Faults;
  readonly carryOut: (call: RecordedCall) => Promise<unknown>;
}

export interface BotApiServer {
  readonly url: string;
  /** How many connections are open now, idle ones too. */
  connections(): number;
  close(): Promise<void>;
}

/** Serves the Bot API over HTTP on a free port of this machine. */
export async function startServer({ world, faults, carryOut }: ServerDeps): Promise<BotApiServer> {
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => refuse(response, error));
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const wish = wishOf(pathname);
    if (!wish) throw new TelegramError(404, 'Not Found');
    const bot = world.bots.get(wish.token);
    if (!bot) throw new TelegramError(401, 'Unauthorized');
    if (wish.kind === 'download') return download(response, wish.path, faults.take(bot, 'download', undefined));

    const { values: parameters, files } = await readParameters(request, searchParams);
    const call = { bot, method: wish.method, parameters, files };
    const fault = faults.take(bot, wish.method, chatOf(parameters));
    if (fault?.kind === 'flood') {
      throw new TelegramError(429, `Too Many Requests: retry after ${fault.retryAfter}`, {
        retry_after: fault.retryAfter,
      });
    }
    if (fault?.kind === 'error') throw new TelegramError(fault.code, fault.description ?? 'Internal Server Error');
    if (fault?.kind === 'gateway') {
      response.writeHead(fault.status, { 'content-type': 'text/html' }).end('<html><h1>Bad Gateway</h1></html>');
      return;
    }
    if (fault?.kind === 'reset' && !fault.done) return void request.socket.destroy();
    const result = await carryOut(call);
    if (fault?.kind === 'reset') return void request.socket.destroy();
    // Nobody waits for an answer that is slower than the test.
    if (fault?.kind === 'slow') await delay(fault.ms, undefined, { ref: false });
    answer(response, 200, { ok: true, result });
  }

  function download(response: ServerResponse, path: string, fault: Fault | undefined): void {
    if (fault?.kind === 'flood') throw new TelegramError(429, 'Too Many Requests', { retry_after: fault.retryAfter });
    if (fault?.kind === 'error') throw new TelegramError(fault.code, fault.description ?? 'Internal Server Error');
    if (fault?.kind === 'gateway') return void response.writeHead(fault.status).end();
    const file = [...world.files.values()].find((each) => each.path === path);
    if (!file) throw new TelegramError(404, 'Not Found');
    const length = file.data.byteLength;
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': length });
    if (fault?.kind === 'reset') {
      // Half of it arrives.
      response.write(file.data.subarray(0, Math.ceil(length / 2)), () => response.destroy());
      return;
    }
    response.end(file.data);
  }

  let connections = 0;
  server.on('connection', (socket) => {
    connections += 1;
    socket.on('close', () => {
      connections -= 1;
    });
  });
  // Like Telegram's, longer than a client keeps an idle connection: it is never closed just as it is used again.
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The Bot API emulator has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    connections: () => connections,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** "ok": false with `error_code`, `description` and, for some errors, `parameters`: #making-requests. */
function refuse(response: ServerResponse, thrown: unknown): void {
  const error = thrown instanceof TelegramError ? thrown : new TelegramError(500, `Internal Server Error: ${thrown}`);
  const { code, message, parameters } = error;
  const retryAfter = parameters?.retry_after;
  // The Bot API server says it in a header too: telegram-bot-api, HttpConnection::on_query_finished.
  if (retryAfter !== undefined) response.setHeader('retry-after', String(retryAfter));
  answer(response, code, { ok: false, error_code: code, description: message, ...(parameters && { parameters }) });
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function chatOf({ chat_id }: Readonly<Record<string, unknown>>): number | undefined {
  const id = Number(chat_id);
  return chat_id !== undefined && Number.isFinite(id) ? id : undefined;
}
