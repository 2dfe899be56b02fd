// What a widget that is open and says nothing costs the server in memory, against a connection of bare Socket.IO.
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { io, type Socket } from 'socket.io-client';
import { z } from 'zod';
import { createVisitorTokens } from '../../apps/runtime/src/sockets/visitor-token.ts';
import { freePort } from '../../apps/runtime/src/testing/free-port.ts';
import { startDatabase } from '../database.ts';
import { median, print } from '../report.ts';

const CONNECTIONS = Number(process.env.BENCH_CONNECTIONS ?? 2_000);
const ROUNDS = 3;
/** As many handshakes at once: what is measured comes after them. */
const AT_ONCE = 50;
const SECRET = 's'.repeat(32);

/** A server process that can be asked how much memory it holds, and how a client connects to it. */
interface Peer {
  readonly child: ChildProcess;
  connect(): Promise<Socket>;
}

export async function benchIdle(): Promise<void> {
  const database = await startDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'baton-bench-idle-'));
  try {
    const values: number[] = [];
    const floors: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      values.push(await perConnection(() => startProduct(database.url, dataDir)));
      floors.push(await perConnection(startBare));
    }
    const [value, floor] = [median(values), median(floors)];
    print({
      bench: 'idle',
      value,
      floor,
      unit: 'KB of resident memory per connection',
      better: 'lower',
      goal: 'none',
      met: true,
      connections: CONNECTIONS,
      floorIs: 'a connection of bare Socket.IO, in a process of its own',
    });
  } finally {
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** How much a process has grown by the connections, after what they left behind is swept up. */
async function perConnection(start: () => Promise<Peer>): Promise<number> {
  const peer = await start();
  const sockets: Socket[] = [];
  try {
    // The first ones make what all share.
    for (let i = 0; i < AT_ONCE; i += 1) sockets.push(await peer.connect());
    const before = await memoryOf(peer.child);
    while (sockets.length < CONNECTIONS + AT_ONCE) {
      const wanted = Math.min(AT_ONCE, CONNECTIONS + AT_ONCE - sockets.length);
      sockets.push(...(await Promise.all(Array.from({ length: wanted }, () => peer.connect()))));
    }
    return ((await memoryOf(peer.child)) - before) / CONNECTIONS / 1024;
  } finally {
    for (const socket of sockets) socket.close();
    const ended = once(peer.child, 'exit');
    peer.child.kill('SIGTERM');
    await ended;
  }
}

const memorySchema = z.object({ rss: z.number() });

async function memoryOf(child: ChildProcess): Promise<number> {
  const answered = once(child, 'message');
  child.send('memory');
  const [answer] = await answered;
  return memorySchema.parse(answer).rss;
}

/** A process that answers `memory` with what it holds after a collection. */
function startProcess(file: string, env: NodeJS.ProcessEnv): ChildProcess {
  const report = new URL('report-memory.ts', import.meta.url).href;
  return fork(file, {
    execArgv: ['--expose-gc', '--import', report],
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

async function startProduct(databaseUrl: string, dataDir: string): Promise<Peer> {
  const port = await freePort();
  const child = startProcess(fileURLToPath(new URL('../../apps/runtime/src/main.ts', import.meta.url)), {
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    BATON_SECRET: SECRET,
    BATON_OWNER_EMAIL: 'owner@example.com',
    BATON_OWNER_PASSWORD: 'correct horse battery staple',
    LOG_LEVEL: 'silent',
  });
  const url = `http://localhost:${port}`;
  await answers(`${url}/readyz`);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  const { rows } = await pool.query<{ id: string; workspaceId: string }>('SELECT id, "workspaceId" FROM "Channel"');
  await pool.end();
  const channel = rows[0];
  if (!channel) throw new Error('The new workspace has no channel');
  const tokens = createVisitorTokens(SECRET);
  return {
    child,
    async connect() {
      const visitor = { workspaceId: channel.workspaceId, channelId: channel.id, address: randomUUID() };
      return connected(`${url}/visitor`, { token: await tokens.mint(visitor, Date.now()) });
    },
  };
}

async function startBare(): Promise<Peer> {
  const port = await freePort();
  const child = startProcess(fileURLToPath(new URL('bare-server.ts', import.meta.url)), { PORT: String(port) });
  await answers(`http://localhost:${port}/socket.io/?EIO=4&transport=polling`);
  return { child, connect: () => connected(`http://localhost:${port}`, {}) };
}

/** Waits until a server answers. */
async function answers(url: string): Promise<void> {
  for (;;) {
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function connected(url: string, auth: object): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false, auth });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}
