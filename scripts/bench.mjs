// What the product costs, against what else does the same: each benchmark prints lines of JSON.
import { join } from 'node:path';
import { buildFrontEnds } from './front-ends.mjs';
import { installFolder } from './install.mjs';
import { root } from './paths.mjs';
import { generatePrismaClient } from './prisma-client.mjs';
import { runNode } from './processes.mjs';

/** Benchmarks that compare with packages of others, which are installed for them alone. */
const peers = { engine: 'peers', widget: join('widget', 'peers') };

/** `bench` runs all benchmarks, `bench <name> …` those. */
export async function bench(names) {
  await generatePrismaClient();
  const chosen = (name) => names.length === 0 || names.includes(name);
  for (const [name, folder] of Object.entries(peers)) {
    if (chosen(name)) await installFolder(join(root, 'bench', folder));
  }
  if (chosen('widget')) await buildFrontEnds();
  // It ends the servers it starts by itself, also when it is told to stop.
  const { code } = await runNode(['bench/main.ts', ...names], { leaderOnly: true });
  return code;
}
