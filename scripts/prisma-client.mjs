// The database client is generated from the schema, and only when that changed.
import { join } from 'node:path';
import { fingerprint, isCurrent, writeStamp } from './fingerprint.mjs';
import { withLock } from './lock.mjs';
import { exists, stateDir } from './paths.mjs';
import { runNode } from './processes.mjs';

export async function generatePrismaClient() {
  await withLock('prisma', async () => {
    const wanted = fingerprint(['prisma/schema.prisma', 'prisma.config.ts', 'pnpm-lock.yaml']);
    const stamp = join(stateDir, 'prisma');
    if (exists('apps/runtime/src/db/generated/client.ts') && isCurrent(stamp, wanted)) return;
    const { code, output } = await runNode(['tools/prisma.mjs', 'generate'], { quiet: true });
    if (code !== 0) throw new Error(`${output}\nGenerating the database client failed (exit code ${code}).`);
    writeStamp(stamp, wanted);
  });
}
