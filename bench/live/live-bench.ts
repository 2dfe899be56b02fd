// How long it takes from a visitor's POST until an inbox hears of it, against a route that does nothing but that.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import express from 'express';
import pg from 'pg';
import { pino } from 'pino';
import { Server } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { parseEnv } from '../../apps/runtime/src/env.ts';
import { createVisitorTokens } from '../../apps/runtime/src/sockets/visitor-token.ts';
import { startRuntime } from '../../apps/runtime/src/start-runtime.ts';
import { TestClient } from '../../apps/runtime/src/testing/test-client.ts';
import { startDatabase } from '../database.ts';
import { print, quantile } from '../report.ts';

const SAMPLES = 600;
const WARM = 60;
/** Each has a conversation by the time it counts; a visitor may write once a second. */
const VISITORS = 20;
const SECRET = 's'.repeat(32);
const owner = { email: 'owner@example.com', password: 'correct horse battery staple' };

/** Sends one message: when the inbox has heard of it, and when the sender has their answer. */
type Message = (number: number) => { readonly heard: Promise<unknown>; readonly answered: Promise<unknown> };

/** By then the bot's answer has been sent as well: what follows a message must not slow down the other way's next one. */
const REST_MS = 25;

export async function benchLive(): Promise<void> {
  const server = await startDatabase();
  try {
    const [product, bare] = [await startProduct(server.url), await startBare(server.url)];
    const [values, floors] = await measure(product.message, bare.message);
    await product.stop();
    await bare.stop();
    for (const [what, part] of [
      ['p50', 0.5],
      ['p95', 0.95],
    ] as const) {
      const [value, floor] = [quantile(values, part), quantile(floors, part)];
      print({
        bench: 'live',
        value,
        floor,
        unit: 'milliseconds',
        better: 'lower',
        goal: what === 'p95' ? 'ratio ≤ 2' : 'none',
        met: what !== 'p95' || value / floor <= 2,
        what,
        floorIs: 'the same route with two bare statements and one emit',
      });
    }
  } finally {
    await server.stop();
  }
}

/** In turns, each way first every other time; the first ones only warm up. */
async function measure(product: Message, bare: Message): Promise<[values: number[], floors: number[]]> {
  const values: number[] = [];
  const floors: number[] = [];
  for (let sample = 0; sample < WARM + SAMPLES; sample += 1) {
    const ways = [
      { message: product, times: values },
      { message: bare, times: floors },
    ];
    for (const { message, times } of sample % 2 === 0 ? ways : ways.toReversed()) {
      const took = await timed(() => message(sample));
      if (sample >= WARM) times.push(took);
      await setTimeout(REST_MS);
    }
  }
  return [values, floors];
}

async function timed(message: () => ReturnType<Message>): Promise<number> {
  const startedAt = performance.now();
  const { heard, answered } = message();
  await heard;
  const took = performance.now() - startedAt;
  await answered;
  return took;
}

/** The whole runtime: a visitor answers a question of the sample flow, or writes on. */
async function startProduct(databaseUrl: string) {
  const env = {
    ...parseEnv({ PORT: '0', DATABASE_URL: databaseUrl, BATON_SECRET: SECRET, LOG_LEVEL: 'silent' }),
    owner,
  };
  const runtime = await startRuntime({ env, log: pino({ level: 'silent' }), onLost: () => undefined });
  const url = `http://localhost:${runtime.port}`;
  const staff = new TestClient(url);
  await staff.post('/api/auth/sign-in/email', owner);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  const { rows } = await pool.query<{ id: string; workspaceId: string }>('SELECT id, "workspaceId" FROM "Channel"');
  await pool.end();
  const channel = rows[0];
  if (!channel) throw new Error('The new workspace has no channel');
  const tokens = createVisitorTokens(SECRET);
  const newVisitor = () => ({ workspaceId: channel.workspaceId, channelId: channel.id, address: randomUUID() });
  const visitors = await Promise.all(Array.from({ length: VISITORS }, () => tokens.mint(newVisitor(), Date.now())));
  const inbox = await connected(
    io(`${url}/staff`, { transports: ['websocket'], extraHeaders: { cookie: staff.cookies, origin: url } }),
  );
  return {
    message(number: number) {
      const token = visitors[number % VISITORS] ?? '';
      const clientId = randomUUID();
      return {
        heard: hears(inbox, 'conversation.changed', (news) => JSON.stringify(news).includes(clientId)),
        answered: post(`${url}/api/widget/messages`, { clientId, content: { kind: 'text', text: 'Hello' } }, token),
      };
    },
    async stop() {
      inbox.close();
      await runtime.stop();
    },
  };
}

/** The least that a chat can do: store the message, count the conversation up, tell whoever listens. */
async function startBare(databaseUrl: string) {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
  // Connections that are closing when the server stops are told so.
  pool.on('error', () => undefined);
  await pool.query('CREATE TABLE bare_conversation (id text PRIMARY KEY, "lastSeq" int NOT NULL)');
  await pool.query('CREATE TABLE bare_message (id text, seq int, content jsonb NOT NULL, PRIMARY KEY (id, seq))');
  const app = express();
  const server = createServer(app);
  const sockets = new Server(server);
  app.post('/messages', express.json(), async (request, response) => {
    const { id, clientId, content } = request.body;
    const text =
      'INSERT INTO bare_conversation VALUES ($1, 1) ON CONFLICT (id) DO UPDATE SET "lastSeq" = bare_conversation."lastSeq" + 1 RETURNING "lastSeq"';
    const { rows } = await pool.query({ name: 'conversation', text, values: [id] });
    const message = 'INSERT INTO bare_message VALUES ($1, $2, $3)';
    await pool.query({ name: 'message', text: message, values: [id, rows[0].lastSeq, content] });
    sockets.emit('changed', { id, clientId, content });
    response.json({ seq: rows[0].lastSeq });
  });
  server.listen(0);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  const url = `http://localhost:${address.port}`;
  const inbox = await connected(io(url, { transports: ['websocket'] }));
  return {
    message(number: number) {
      const clientId = randomUUID();
      return {
        heard: hears(inbox, 'changed', (news) => JSON.stringify(news).includes(clientId)),
        answered: post(`${url}/messages`, {
          id: `conversation-${number % VISITORS}`,
          clientId,
          content: { kind: 'text', text: 'Hello' },
        }),
      };
    },
    async stop() {
      inbox.close();
      await sockets.close();
      await pool.end();
    },
  };
}

async function post(url: string, body: object, token?: string): Promise<void> {
  const headers = new Headers({ 'content-type': 'application/json' });
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
  const response = await fetch(url, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  await response.arrayBuffer();
}

async function connected(socket: Socket): Promise<Socket> {
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

function hears(socket: Socket, name: string, isIt: (news: unknown) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const listen = (news: unknown) => {
      if (!isIt(news)) return;
      socket.off(name, listen);
      resolve();
    };
    socket.on(name, listen);
  });
}
