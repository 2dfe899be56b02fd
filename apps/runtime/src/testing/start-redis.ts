import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { freePort } from './free-port.ts';

const PATIENCE_MS = 20_000;

export interface TestRedis {
  readonly url: string;
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** A Redis server of its own, which forgets everything; ended after the test. `npm test` sees to it that there is one. */
export async function startRedis(): Promise<TestRedis> {
  const program = process.env.REDIS_SERVER_PATH ?? '/usr/bin/redis-server';
  if (!existsSync(program))
    throw new Error('This test needs redis-server: install it, or set REDIS_SERVER_PATH to it.');
  const port = await freePort();
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  let child: ReturnType<typeof spawn> | undefined;
  const redis: TestRedis = {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      child = spawn(program, options, { stdio: 'ignore' });
      await answers(port);
    },
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
  onTestFinished(redis.kill);
  await redis.start();
  return redis;
}

async function answers(port: number): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const there = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (there) return;
    if (Date.now() > deadline) throw new Error('Redis did not start');
    await delay(20);
  }
}
