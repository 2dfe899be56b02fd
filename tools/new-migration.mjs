#!/usr/bin/env node
// Writes prisma/migrations/<time>_<name>/migration.sql with what prisma/schema.prisma asks for beyond
// the migrations there are. Needs no server: it starts one of its own, and throws it away.
//   node tools/new-migration.mjs add-teams
//   node tools/new-migration.mjs --check     fails when schema and migrations disagree
import path from 'node:path';
import { onOwnNode } from './own-node.mjs';

await onOwnNode(async (args) => {
  const { newMigration } = await import('./migrations/new-migration.ts');
  const prisma = path.resolve(import.meta.dirname, '..', 'prisma');
  return newMigration(args, {
    schema: path.join(prisma, 'schema.prisma'),
    migrations: path.join(prisma, 'migrations'),
  });
});
