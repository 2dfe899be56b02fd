// How long it takes from a visitor's POST until an inbox hears of it, against a route that does nothing but that.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Worker } from 'node:worker_threads';
import express from 'express';
import pg from 'pg';
import { pino } from 'pino';
import { Server } from 'socket.io';
import { z } from 'zod';
import { parseEnv } from '../../apps/runtime/src/env.ts';
import { createVisitorTokens } from '../../apps/runtime/src/sockets/visitor-token.ts';
import { startRuntime } from '../../apps/runtime/src/start-runtime.ts';
import { TestClient } from '../../apps/runtime/src/testing/test-client.ts';
import { startDatabase } from '../database.ts';
import { print, quantile } from '../report.ts';
import type { BarePlace, ProductPlace } from './clients.ts';

/** Each has a conversation by the time it counts; a visitor may write once a second. */
const VISITORS = 20;
const SECRET = 's'.repeat(32);
const owner = { email: 'owner@example.com', password: 'correct horse battery staple' };

export async function benchLive(): Promise<void> {
  const server = await startDatabase();
  try {
    const [product, bare] = [await startProduct(server.url), await startBare(server.url)];
    const { values, floors } = await measured(product.place, bare.place);
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

const measuredSchema = z.object({ values: z.array(z.number()), floors: z.array(z.number()) });

/** Visitors and inbox are on a thread of their own: what a server does after it has told them is not their wait. */
async function measured(product: ProductPlace, bare: BarePlace) {
  const clients = new Worker(new URL('./clients.ts', import.meta.url), { workerData: { product, bare } });
  const [answer] = await once(clients, 'message');
  await clients.terminate();
  return measuredSchema.parse(answer);
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
  return { place: { url, cookies: staff.cookies, visitors }, stop: () => runtime.stop() };
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
  return {
    place: { url },
    async stop() {
      await sockets.close();
      await pool.end();
    },
  };
}
