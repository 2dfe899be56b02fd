import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { Prisma, PrismaClient } from './generated/client.ts';

/** The database: statements of our own where they pay, Prisma on the same pool for the rest. */
export interface Database {
  /** Its address, for what keeps connections of its own. */
  readonly url: string;
  readonly pool: pg.Pool;
  /** For the statements of turns alone: nothing slow keeps them waiting. */
  readonly turns: pg.Pool;
  readonly prisma: PrismaClient;
  close(): Promise<void>;
}

/** Prisma inside a transaction: what happens on it happens together or not at all. */
export type Transaction = Prisma.TransactionClient;

/** Whether a write was refused because something with the same unique value is there already. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}

export interface DatabaseOptions {
  readonly log: { warn(message: string): void };
  readonly connections?: number;
  readonly patience?: Patience;
}

/** How long the database is waited for, before whoever asked is told that it is away. */
interface Patience {
  /** For a connection: a new one, or one that others use. */
  readonly connectMs: number;
  /** For one statement, and for the next one of a transaction; the server ends what takes longer. */
  readonly statementMs: number;
  /** For the server's answer, should it have none. Longer than a statement, so that the server has its say. */
  readonly answerMs: number;
}

/** A turn takes milliseconds, the longest list some hundred: these are faults, and people wait for an answer. */
const defaultPatience: Patience = { connectMs: 3_000, statementMs: 8_000, answerMs: 9_000 };

const TELL_AGAIN_MS = 5_000;

/** Connects when first asked something: a wrong address shows at the first query. */
export function createDatabase(url: string, options: DatabaseOptions): Database {
  const { connections = 10 } = options;
  const turns = createPool(url, Math.min(TURN_CONNECTIONS, connections), options, {
    // Every row of a turn is found by its key. A plan made while the tables were small must say so too: it is kept,
    // and from the first time on, because making one takes longer than what it is for.
    options: '-c enable_seqscan=off -c plan_cache_mode=force_generic_plan',
  });
  const pool = createPool(url, connections, options);
  // Minimal errors: the others quote what was to be written, and end in the log.
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: 'minimal' });
  return {
    url,
    pool,
    turns,
    prisma,
    async close() {
      await prisma.$disconnect();
      await Promise.all([pool.end(), turns.end()]);
    },
  };
}

/** Turns share statements under load: few connections carry many. */
const TURN_CONNECTIONS = 4;

function createPool(url: string, max: number, options: DatabaseOptions, more: pg.PoolConfig = {}): pg.Pool {
  const { log, patience = defaultPatience } = options;
  const pool = new pg.Pool({
    ...more,
    connectionString: url,
    max,
    connectionTimeoutMillis: patience.connectMs,
    statement_timeout: patience.statementMs,
    idle_in_transaction_session_timeout: patience.statementMs,
    query_timeout: patience.answerMs,
    keepAlive: true,
    application_name: 'baton',
  });
  // A connection that the server closes is replaced by the next query; without a listener it would end the process.
  let toldAt = Number.NEGATIVE_INFINITY;
  pool.on('error', (error) => {
    // All of them are lost together.
    if (performance.now() - toldAt < TELL_AGAIN_MS) return;
    toldAt = performance.now();
    log.warn(`A database connection was lost: ${error.message}`);
  });
  // While one is in use the pool does not listen; whoever uses it learns of the loss from the query.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return pool;
}
