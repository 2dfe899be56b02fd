// The checks that need nothing running: format and lint, types, boundaries, unused code.
import { generatePrismaClient } from './prisma-client.mjs';
import { runTool } from './processes.mjs';

const typeProjects = [
  'tsconfig.json',
  'packages/config/tsconfig.pure.json',
  'packages/config/tsconfig.browser.json',
  'packages/config/tsconfig.server.json',
];

const steps = {
  'format and lint': () => runTool('biome', ['check', '--error-on-warnings', '.'], { quiet: true }),
  types: checkTypes,
  boundaries: checkBoundaries,
  'unused code': () => runTool('knip', ['--no-progress', '--no-config-hints'], { quiet: true }),
};

/** Runs every check, each to its end; answers how many passed and failed. */
export async function check() {
  await generatePrismaClient();
  const counts = { passed: 0, failed: 0 };
  for (const [name, step] of Object.entries(steps)) {
    const startedAt = performance.now();
    const { code, output } = await step();
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(code === 0 ? `✓ ${name} (${seconds} s)` : `${output.trim()}\n✗ ${name} (${seconds} s)`);
    counts[code === 0 ? 'passed' : 'failed'] += 1;
  }
  return counts;
}

async function checkTypes() {
  const results = [];
  for (const [index, project] of typeProjects.entries()) {
    // What the last check found out is kept: the next one looks at what has changed since.
    const known = ['--incremental', '--tsBuildInfoFile', `node_modules/.cache/types-${index}.tsbuildinfo`];
    const { code, output } = await runTool('tsc', ['--noEmit', ...known, '--project', project], { quiet: true });
    if (code !== 0) results.push(`${project}\n${output}`);
  }
  return { code: results.length === 0 ? 0 : 1, output: results.join('\n') };
}

async function checkBoundaries() {
  const result = await runTool('depcruise', ['apps', 'packages', '--output-type', 'err-long'], { quiet: true });
  // Without a parser for TypeScript it would find nothing to complain about in nothing.
  const cruised = Number(/(\d+) modules, \d+ dependencies cruised/.exec(result.output)?.[1] ?? 0);
  if (cruised > 0) return result;
  return { code: 1, output: `${result.output}\nNo modules were looked at: the boundaries were not checked.` };
}
