// Everything the project can say about itself: checks, Vitest, Playwright; one line of totals at the end.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { check } from './check.mjs';
import { resultsDir } from './paths.mjs';
import { generatePrismaClient } from './prisma-client.mjs';
import { Interrupted, runTool } from './processes.mjs';
import { ensureRedis } from './redis.mjs';
import { prepare } from './start.mjs';
import { confirmed, playwrightTotals, vitestTotals } from './totals.mjs';

const parts = { check, unit, e2e };

/** `test` runs all parts, `test unit [filter]` one of them; the last line printed is "N passed, N failed". */
export async function test(args) {
  const [chosen, ...filters] = args;
  if (chosen !== undefined && !Object.hasOwn(parts, chosen)) {
    console.error(`Unknown part "${chosen}": choose one of ${Object.keys(parts).join(', ')}, or none for all.`);
    return 2;
  }
  const total = { passed: 0, failed: 0 };
  for (const name of chosen ? [chosen] : Object.keys(parts)) {
    const { passed, failed } = await guarded(name, () => parts[name](filters));
    total.passed += passed;
    total.failed += failed;
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

/** A part that cannot even run is a failure, not silence. */
async function guarded(name, part) {
  try {
    return await part();
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    console.error(`✗ ${name}: ${error.message}`);
    return { passed: 0, failed: 1 };
  }
}

async function unit(filters) {
  await generatePrismaClient();
  const report = freshReport('vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const env = { REDIS_SERVER_PATH: ensureRedis() };
  const { code } = await runTool('vitest', ['run', '--allowOnly=false', ...reporters, ...filters], { env });
  return readReport('Vitest', code, report, vitestTotals);
}

async function e2e(filters) {
  await prepare();
  ensureBrowser();
  const report = freshReport('playwright.json');
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report, NODE_ENV: 'test' };
  const args = ['test', '--forbid-only', '--reporter=list,json', ...filters];
  const { code } = await runTool('playwright', args, { env });
  return readReport('Playwright', code, report, playwrightTotals);
}

/** Where a runner writes its report; an older one is removed, so that it is never read in place of a new one. */
function freshReport(name) {
  const path = join(resultsDir, name);
  rmSync(path, { force: true });
  mkdirSync(resultsDir, { recursive: true });
  return path;
}

function readReport(runner, code, report, totals) {
  if (!existsSync(report)) throw new Error(`${runner} ended without a report (exit code ${code})`);
  return confirmed(runner, code, totals(JSON.parse(readFileSync(report, 'utf8'))));
}
