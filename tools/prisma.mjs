#!/usr/bin/env node
// Prisma's CLI, with our drop-in schema engine where the native one is missing:
//   node tools/prisma.mjs generate
import { onOwnNode } from './own-node.mjs';

await onOwnNode(async (args) => {
  const { runPrisma } = await import('./migrations/run-prisma.ts');
  return runPrisma(args, { inherit: true }).exitCode;
});
