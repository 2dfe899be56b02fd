// What the product costs, against what else does the same: each benchmark prints lines of JSON.
import { join } from 'node:path';
import { installFolder } from './install.mjs';
import { root } from './paths.mjs';
import { generatePrismaClient } from './prisma-client.mjs';
import { runNode } from './processes.mjs';

/** Benchmarks that compare with packages of others, which are installed for them alone. */
const withPeers = new Set(['engine']);

/** `bench` runs all benchmarks, `bench <name> …` those. */
export async function bench(names) {
  await generatePrismaClient();
  if (names.length === 0 || names.some((name) => withPeers.has(name))) {
    await installFolder(join(root, 'bench', 'peers'));
  }
  // It ends the servers it starts by itself, also when it is told to stop.
  const { code } = await runNode(['bench/main.ts', ...names], { leaderOnly: true });
  return code;
}
