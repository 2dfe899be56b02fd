// Builds each front end when its sources, or those of the packages it is made of, changed.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, isCurrent, writeStamp } from './fingerprint.mjs';
import { withLock } from './lock.mjs';
import { exists, root } from './paths.mjs';
import { runTool } from './processes.mjs';

/** The apps that run in a browser: those with a Vite configuration. */
export function frontEnds() {
  return readdirSync(join(root, 'apps')).filter((name) => exists('apps', name, 'vite.config.ts'));
}

export async function buildFrontEnds() {
  await withLock('build', async () => {
    const stale = frontEnds()
      .map((name) => ({ name, stamp: join(root, 'apps', name, 'dist', '.stamp'), wanted: sourcesOf(name) }))
      .filter(({ stamp, wanted }) => !isCurrent(stamp, wanted));
    if (stale.length === 0) return;
    console.log(`Building ${stale.map(({ name }) => name).join(', ')} …`);
    await Promise.all(stale.map(buildOne));
  });
}

async function buildOne({ name, stamp, wanted }) {
  const args = ['build', join('apps', name), '--logLevel', 'warn'];
  const { code, output } = await runTool('vite', args, { quiet: true, env: { NODE_ENV: 'production' } });
  if (code !== 0) throw new Error(`${output}\nBuilding ${name} failed (exit code ${code}).`);
  // Written last: a build cut short leaves no stamp and runs again.
  writeStamp(stamp, wanted);
}

function sourcesOf(app) {
  const packages = [...workspaceDependencies(join('apps', app))].map((name) => join('packages', name));
  return fingerprint([join('apps', app), ...packages, 'pnpm-lock.yaml']);
}

/** The workspace packages a folder depends on, and those that they depend on. */
function workspaceDependencies(folder, found = new Set()) {
  const { dependencies = {} } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  for (const [name, range] of Object.entries(dependencies)) {
    const short = name.replace('@baton/', '');
    if (!range.startsWith('workspace:') || found.has(short)) continue;
    found.add(short);
    workspaceDependencies(join('packages', short), found);
  }
  return found;
}
