// The long crash test: the server is killed hundreds of times while people talk over it. CRASH_KILLS says how often,
// CRASH_SEED repeats the kills of another run.
import { generatePrismaClient } from './prisma-client.mjs';
import { runNode } from './processes.mjs';

/** Ends with one line of JSON: how much was acknowledged, and how much of it was lost or doubled. */
export async function crash() {
  await generatePrismaClient();
  // It kills and ends the servers it starts by itself, also when it is told to stop.
  const { code } = await runNode(['apps/runtime/src/crash/testing/crash-bench.ts'], { leaderOnly: true });
  return code;
}
