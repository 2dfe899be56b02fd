import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { cloneTemplate } from './test-postgres.ts';

/**
 * A migrated, empty database for one test file, dropped after it. Call it at the top of the file:
 *
 *     const { pool, url } = await createTestDatabase();
 */
export async function createTestDatabase(): Promise<{ readonly url: string; readonly pool: pg.Pool }> {
  const database = await cloneTemplate(inject('testServer'));
  const pool = new pg.Pool({ connectionString: database.url });
  // The database is dropped under connections that are still closing.
  pool.on('error', () => undefined);
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });
  return { url: database.url, pool };
}
