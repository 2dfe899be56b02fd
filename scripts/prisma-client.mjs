// The database client is generated from the schema, and only when that changed.
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fingerprint, isCurrent, writeStamp } from './fingerprint.mjs';
import { withLock } from './lock.mjs';
import { exists, root, stateDir } from './paths.mjs';
import { runTool } from './processes.mjs';

const generated = 'apps/runtime/src/db/generated';

export async function generatePrismaClient() {
  if (!exists('prisma/schema.prisma')) return;
  await withLock('prisma', async () => {
    const wanted = fingerprint(['prisma/schema.prisma', 'prisma.config.ts', 'pnpm-lock.yaml']);
    const stamp = join(stateDir, 'prisma');
    if (exists(generated, 'client.ts') && isCurrent(stamp, wanted)) return;
    const { code, output } = await runTool('prisma', ['generate'], { quiet: true, env: prismaEnv() });
    if (code !== 0) throw new Error(`${output}\nGenerating the database client failed (exit code ${code}).`);
    writeStamp(stamp, wanted);
  });
}

/** Prisma's CLI downloads a native engine at any command; where it has none, ours stands in. */
export function prismaEnv() {
  if (process.env.PRISMA_SCHEMA_ENGINE_BINARY || hasNativeEngine()) return {};
  return { PRISMA_SCHEMA_ENGINE_BINARY: join(root, 'tools/schema-engine.mjs'), CHECKPOINT_DISABLE: '1' };
}

function hasNativeEngine() {
  const prisma = createRequire(realpathSync(join(root, 'node_modules/prisma/package.json')));
  const folder = dirname(prisma.resolve('@prisma/engines/package.json'));
  return existsSync(folder) && readdirSync(folder).some((name) => name.startsWith('schema-engine-'));
}
