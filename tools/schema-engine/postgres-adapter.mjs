// Prisma's adapter for PostgreSQL as it comes is made for queries, not for migrations. It
// - splits a script at every semicolon, also inside functions and strings;
// - can't map some types of the system catalogue, which introspection reads;
// - makes its shadow database from `connectionString`, which wins over the database's name: the
//   shadow database IS the main one.
// This one corrects all three.
import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { maintenanceUrl, query, withDatabase } from './database-commands.mjs';

const TEXT_OID = 25;
const CHAR_OID = 18;
/** "char", int2vector, regproc, oidvector, regclass, regtype: all arrive as text. */
const CATALOGUE_OIDS = new Set([CHAR_OID, 22, 24, 30, 2205, 2206]);

export function migrationAdapterFactory(url, shadowDatabaseUrl) {
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => connect(url),
    connectToShadowDb: () => (shadowDatabaseUrl ? connect(shadowDatabaseUrl) : connectToNewShadow(url)),
  };
}

async function connectToNewShadow(url) {
  const name = `prisma_migrate_shadow_db_${randomUUID()}`;
  const admin = maintenanceUrl(url);
  await query(admin, `CREATE DATABASE "${name}"`);
  return connect(withDatabase(url, name), () => query(admin, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`));
}

async function connect(url, afterDispose = async () => undefined) {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const adapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect();
  readCatalogueTypes(adapter);
  adapter.executeScript = async (script) => {
    try {
      await pool.query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  const dispose = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await dispose();
    await afterDispose();
  };
  return adapter;
}

/** Presents catalogue columns as text to the adapter, and "char" as a character to the engine. */
function readCatalogueTypes(adapter) {
  const performIO = adapter.performIO.bind(adapter);
  const queryRaw = adapter.queryRaw.bind(adapter);
  const charColumns = new WeakMap();
  adapter.performIO = async (statement) => {
    const { fields, rows, rowCount } = await performIO(statement);
    charColumns.set(
      statement,
      fields.flatMap((field, index) => (field.dataTypeID === CHAR_OID ? [index] : [])),
    );
    return { rows, rowCount, fields: fields.map(asText) };
  };
  adapter.queryRaw = async (statement) => {
    const result = await queryRaw(statement);
    for (const index of charColumns.get(statement)) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
}

function asText(field) {
  return CATALOGUE_OIDS.has(field.dataTypeID) ? { ...field, name: field.name, dataTypeID: TEXT_OID } : field;
}
