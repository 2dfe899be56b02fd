import { spawnSync } from 'node:child_process';
import path from 'node:path';

const FIRST_NODE_WITH_TYPES = 24;

/**
 * Runs `main`, and makes its result the exit code. Tools written in TypeScript need the project's own
 * Node: started by an older one, the command runs again under that.
 */
export async function onOwnNode(main) {
  if (Number.parseInt(process.versions.node, 10) >= FIRST_NODE_WITH_TYPES) {
    process.exitCode = await main(process.argv.slice(2));
    return;
  }
  const ownNode = path.resolve(import.meta.dirname, '..', 'node_modules', '.bin', 'node');
  const result = spawnSync(ownNode, process.argv.slice(1), { stdio: 'inherit' });
  if (result.error) throw result.error;
  process.exitCode = result.status ?? 1;
}
