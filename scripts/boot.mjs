// The one entry of every command. Runs on the Node that is there (20 or newer), needs no package:
// installs what is missing, then runs the task with the project's own tools on the pinned Node.

import { installPackages } from './install.mjs';
import { forwardSignals, Interrupted, stopAll } from './processes.mjs';

const tasks = {
  start: async (args) => (await import('./start.mjs')).start(args),
  build: async () => (await import('./start.mjs')).build(),
  dev: async (args) => (await import('./start.mjs')).dev(args),
  check: async () => ((await (await import('./check.mjs')).check()).failed === 0 ? 0 : 1),
  test: async (args) => (await import('./test.mjs')).test(args),
  'test:crash': async () => (await import('./long-tests.mjs')).crash(),
  'test:races': async () => (await import('./long-tests.mjs')).races(),
  'smoke:whatsapp': async () => (await import('./long-tests.mjs')).smokeWhatsApp(),
  bench: async (args) => (await import('./bench.mjs')).bench(args),
  e2e: async (args) => (await import('./test.mjs')).test(['e2e', ...args]),
};

async function main([name = 'start', ...args]) {
  const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
  if (!task) {
    console.error(`Unknown task "${name}": choose one of ${Object.keys(tasks).join(', ')}.`);
    return 2;
  }
  if (Number.parseInt(process.versions.node, 10) < 20) {
    console.error(`Baton needs Node 20 or newer to start; this is ${process.versions.node}.`);
    return 1;
  }
  forwardSignals();
  try {
    await installPackages();
    return await task(args);
  } catch (error) {
    if (error instanceof Interrupted) return error.exitCode;
    console.error(error.message);
    return 1;
  } finally {
    await stopAll();
  }
}

process.exit(await main(process.argv.slice(2)));
