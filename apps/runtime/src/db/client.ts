import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma, PrismaClient } from './generated/client.ts';

/** The database, twice on one pool: statements of our own where a turn pays for them, Prisma for the rest. */
export interface Database {
  readonly pool: pg.Pool;
  readonly prisma: PrismaClient;
  close(): Promise<void>;
}

/** Prisma inside a transaction: what happens on it happens together or not at all. */
export type Transaction = Prisma.TransactionClient;

export interface DatabaseOptions {
  readonly log: { warn(message: string): void };
  readonly connections?: number;
}

/** Connects when first asked something: a wrong address shows at the first query. */
export function createDatabase(url: string, { log, connections = 10 }: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5_000,
    application_name: 'baton',
  });
  // An idle connection that the server closes is replaced by the next query; without a listener it ends the process.
  pool.on('error', (error) => log.warn(`A database connection was lost: ${error.message}`));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    pool,
    prisma,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
