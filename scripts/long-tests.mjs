// Tests that take minutes, each ending with one line of JSON. `npm test` runs a little of each.
import { generatePrismaClient } from './prisma-client.mjs';
import { runNode } from './processes.mjs';

/** The server is killed hundreds of times while people talk over it. CRASH_KILLS says how often, CRASH_SEED repeats. */
export function crash() {
  return runAlone('apps/runtime/src/crash/testing/crash-bench.ts');
}

/** People act at the same moment on two processes. RACES says how often in each race. */
export function races() {
  return runAlone('apps/runtime/src/races/testing/races-bench.ts');
}

/** A guided check with real phones, for what only WhatsApp itself can show. */
export async function smokeWhatsApp() {
  const { code } = await runNode(['packages/channels/src/whatsapp/smoke/main.ts'], { leaderOnly: true });
  return code;
}

async function runAlone(script) {
  await generatePrismaClient();
  // It ends the servers it starts by itself, also when it is told to stop.
  const { code } = await runNode([script], { leaderOnly: true });
  return code;
}
