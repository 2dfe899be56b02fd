// Durable turns a second, the transition included, against pgbench writing the same rows the ordinary way.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecuteCommand } from '../../apps/runtime/src/conversations/execution.ts';
import { type BenchDatabase, startDatabase } from '../database.ts';
import { print, sideBySide } from '../report.ts';
import { createExecutor, fill, makePlace, type Place, say } from '../workload.ts';
import { ordinaryTurn } from './ordinary-turn.ts';
import { findPgbench, runPgbench } from './pgbench.ts';

const CONVERSATIONS = 2_048;
const ROUNDS = 5;
const SECONDS = 3;
/** Conversations at once, and the ratio that is wanted there. */
const levels = [
  { clients: 1, goal: undefined },
  { clients: 8, goal: 0.8 },
  { clients: 32, goal: 1 },
];

export async function benchTurn(): Promise<void> {
  const pgbench = findPgbench();
  if (!pgbench) {
    throw new Error(
      'pgbench is MISSING, so there is nothing to compare with: on Debian, apt-get install postgresql-contrib.',
    );
  }
  const server = await startDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'baton-pgbench-'));
  try {
    await measure(server, pgbench, join(folder, 'turn.sql'));
  } finally {
    await rm(folder, { recursive: true });
    await server.stop();
  }
}

async function measure({ url, database }: BenchDatabase, pgbench: string, script: string): Promise<void> {
  const ours = await makePlace(database);
  const theirs = await makePlace(database);
  await fill(database, ours, CONVERSATIONS);
  const model = await fill(database, theirs, CONVERSATIONS);
  await writeFile(script, await ordinaryTurn(database, theirs, model));
  const execute = createExecutor(database);
  const variables = { n: 0, conversations: CONVERSATIONS };
  const ordinary = (clients: number, seconds: number) =>
    runPgbench(pgbench, { url, script, clients, seconds, variables: { ...variables, clients, run: runId() } });

  for (const { clients, goal } of levels) {
    // Warm: plans, compiled flows and the just-in-time compiler.
    await turnsASecond(execute, ours, clients, SECONDS);
    const { ratio, ...measured } = await sideBySide(
      ROUNDS,
      () => turnsASecond(execute, ours, clients, SECONDS),
      () => ordinary(clients, SECONDS),
    );
    print({
      bench: 'turn',
      ...measured,
      ratio,
      unit: 'durable turns a second',
      better: 'higher',
      goal: goal === undefined ? 'none' : `ratio ≥ ${goal}`,
      met: ratio >= (goal ?? 0),
      clients,
      floorIs: 'pgbench, prepared: BEGIN, SELECT FOR UPDATE, 4 inserts, UPDATE, COMMIT',
    });
  }
}

async function turnsASecond(execute: ExecuteCommand, place: Place, clients: number, seconds: number): Promise<number> {
  const startedAt = performance.now();
  const end = startedAt + seconds * 1000;
  let turns = 0;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (performance.now() < end) {
        const number = 1 + client + clients * Math.floor(Math.random() * (CONVERSATIONS / clients));
        await say(execute, place, `address-${number}`);
        turns += 1;
      }
    }),
  );
  return turns / ((performance.now() - startedAt) / 1000);
}

/** A word that makes the keys of one run of pgbench differ from those of the others. */
function runId(): string {
  return `r${randomUUID().replaceAll('-', '')}`;
}
