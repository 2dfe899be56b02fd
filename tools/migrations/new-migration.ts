import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type MigrationFolders, missingMigration } from './missing-migration.ts';

const USAGE = 'Usage: node tools/new-migration.mjs <name>   or   node tools/new-migration.mjs --check\n';

/** Carries out the command line and returns the exit code. */
export async function newMigration(args: readonly string[], folders: MigrationFolders): Promise<number> {
  const [word] = args;
  if (args.length !== 1 || word === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  return word === '--check' ? check(folders) : write(word, folders);
}

async function check(folders: MigrationFolders): Promise<number> {
  const sql = await missingMigration(folders);
  if (sql === undefined) {
    process.stdout.write('The migrations make exactly the schema.\n');
    return 0;
  }
  process.stderr.write(
    `The schema and the migrations disagree. Run: node tools/new-migration.mjs <name>\nIt would write:\n\n${sql}\n`,
  );
  return 1;
}

async function write(name: string, folders: MigrationFolders): Promise<number> {
  if (!/^[a-z0-9]+([-_][a-z0-9]+)*$/.test(name)) {
    process.stderr.write(`"${name}" can't name a migration: use small letters, digits and - between them.\n${USAGE}`);
    return 2;
  }
  const sql = await missingMigration(folders);
  if (sql === undefined) {
    process.stderr.write('The migrations make the schema already: there is nothing to write.\n');
    return 1;
  }
  const time = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const folder = path.join(folders.migrations, `${time}_${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folders.migrations, 'migration_lock.toml'), 'provider = "postgresql"\n');
  await writeFile(path.join(folder, 'migration.sql'), sql);
  process.stdout.write(
    `Wrote ${path.relative(process.cwd(), path.join(folder, 'migration.sql'))}. Read it before you commit it.\n`,
  );
  return 0;
}
