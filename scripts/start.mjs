// Serves the product, or serves it with everything reloading as it is edited.
import { buildFrontEnds, frontEnds } from './front-ends.mjs';
import { generatePrismaClient } from './prisma-client.mjs';
import { runNode, runTool } from './processes.mjs';

const main = 'apps/runtime/src/main.ts';

export async function start(args) {
  await prepare();
  // The runtime stops its database by itself: only it is told to stop.
  const { code } = await runNode([main, ...args], { leaderOnly: true });
  return code;
}

/** Everything that a start makes first, as in an image that is started many times. */
export async function build() {
  await prepare();
  return 0;
}

export async function dev(args) {
  await generatePrismaClient();
  const servers = [
    runNode(['--watch', '--watch-preserve-output', main, ...args], {
      prefix: '[runtime]',
      // --watch passes the signal on; a second one would cut the runtime's own winding up short.
      leaderOnly: true,
      env: { NODE_ENV: 'development' },
    }),
    ...frontEnds().map((name) => runTool('vite', [`apps/${name}`], { prefix: `[${name}]` })),
  ];
  const { code } = await Promise.race(servers);
  return code;
}

/** What both the product and its browser tests need before they can run. */
export async function prepare() {
  await generatePrismaClient();
  await buildFrontEnds();
}
