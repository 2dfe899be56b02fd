// Where things are, and how the project's own tools are run: always on the pinned Node, never through a shell.
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const isWindows = process.platform === 'win32';
/** Stamps and locks of these scripts; it goes away with node_modules, and so does what they vouch for. */
export const stateDir = join(root, 'node_modules', '.baton');
export const resultsDir = join(root, 'test-results');
/** The Node that the `node` package pins. */
export const pinnedNode = join(root, 'node_modules', 'node', 'bin', isWindows ? 'node.exe' : 'node');

const packageOf = {
  biome: '@biomejs/biome',
  depcruise: 'dependency-cruiser',
  knip: 'knip',
  playwright: '@playwright/test',
  prisma: 'prisma',
  tsc: 'typescript',
  vite: 'vite',
  vitest: 'vitest',
};

/** The script behind a command of node_modules/.bin, to be run by the pinned Node. */
export function toolScript(name) {
  const home = join(root, 'node_modules', packageOf[name]);
  const { bin } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  return join(home, typeof bin === 'string' ? bin : bin[name]);
}

/** The environment of everything started from here: the pinned Node and the project's tools come first. */
export function projectEnv(extra = {}) {
  const bin = join(root, 'node_modules', '.bin');
  const path = [bin, process.env.PATH].filter(Boolean).join(delimiter);
  return { ...process.env, PATH: path, ...extra };
}

export function exists(...parts) {
  return existsSync(join(root, ...parts));
}
