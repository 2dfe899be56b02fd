import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cruiseResult = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

/** Files of an imagined repository: path → content. */
export type Tree = Record<string, string>;

/** Runs the project's boundary rules over an imagined repository that has the real packages' `exports`. */
export async function cruiseTree(tree: Tree, libraries: string[]) {
  const home = await mkdtemp(join(tmpdir(), 'boundaries-'));
  try {
    const stubs = await packageStubs();
    const modules = Object.fromEntries(libraries.map((name) => [`node_modules/${name}/index.js`, 'export {};']));
    await writeTree(home, { ...stubs.files, ...modules, ...tree });
    await mkdir(join(home, 'node_modules/@baton'), { recursive: true });
    for (const name of stubs.names) {
      await symlink(join(home, 'packages', name), join(home, 'node_modules/@baton', name), 'dir');
    }
    return cruiseResult.parse(JSON.parse(await runCruiser(home))).summary;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** Each real package.json, with an empty file for every entry it exports. */
async function packageStubs() {
  const manifest = z.object({ exports: z.record(z.string(), z.string()) });
  const files: Tree = {};
  const names: string[] = [];
  for (const name of await readdir(join(root, 'packages'))) {
    const text = await readFile(join(root, 'packages', name, 'package.json'), 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    names.push(name);
    files[`packages/${name}/package.json`] = text;
    for (const entry of Object.values(manifest.parse(JSON.parse(text)).exports)) {
      files[join('packages', name, entry)] = entry.endsWith('.css') ? '' : 'export {};';
    }
  }
  return { files, names };
}

async function writeTree(home: string, tree: Tree) {
  for (const [path, content] of Object.entries(tree)) {
    await mkdir(dirname(join(home, path)), { recursive: true });
    await writeFile(join(home, path), content);
  }
}

async function runCruiser(home: string) {
  const bin = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const config = join(root, '.dependency-cruiser.cjs');
  const args = [bin, 'apps', 'packages', '--config', config, '--output-type', 'json'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: home, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}
