// Installs the packages when what they are made from changed, with a pnpm that npx brings.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, isCurrent, writeStamp } from './fingerprint.mjs';
import { withLock } from './lock.mjs';
import { exists, isWindows, pinnedNode, root, stateDir } from './paths.mjs';
import { run } from './processes.mjs';

const PNPM = 'pnpm@12.21.0';

export async function installPackages() {
  const stamp = join(stateDir, 'install');
  if (isInstalled(stamp)) return;
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  await withLock('install', async () => {
    // Whoever held the lock may have done it.
    if (isInstalled(stamp)) return;
    console.log('Installing packages: about half a minute the first time …');
    await installFolder(root);
    writeStamp(stamp, wanted());
  });
}

/** Installs what a folder's own lockfile says. */
export async function installFolder(folder) {
  const args = ['--yes', PNPM, 'install', '--frozen-lockfile', '--prefer-offline', '--dir', folder];
  const { code, output } = await run(isWindows ? 'npx.cmd' : 'npx', args, {
    quiet: true,
    shell: isWindows,
    // pnpm asks before it replaces node_modules; nobody is there to answer.
    env: { CI: '1' },
  });
  if (code !== 0) throw new Error(`${output}\nInstalling packages failed (exit code ${code}).`);
}

function isInstalled(stamp) {
  return exists(pinnedNode.slice(root.length)) && isCurrent(stamp, wanted());
}

function wanted() {
  const workspaces = ['apps', 'packages'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => `${folder}/${name}/package.json`),
  );
  const files = ['package.json', 'bench/package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', ...workspaces];
  return fingerprint(files, PNPM, process.platform, process.arch);
}
