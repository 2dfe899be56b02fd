import { expect, test } from 'vitest';
import { createDatabase } from '../db/client.ts';
import { createTestDatabase } from '../db/testing/create-test-database.ts';
import { createSharedLimit } from './shared-limit.ts';

const { url, pool } = await createTestDatabase();
const database = createDatabase(url, { log: { warn: () => undefined } });
const refused = { code: 'ASKED_OFTEN' } as const;
const rule = { name: 'asks', limit: 3, seconds: 3600, refusal: refused.code };

test('two processes count together; each key counts for itself; what fails does not count', async () => {
  const processes = [createSharedLimit(database, rule), createSharedLimit(database, rule)];
  const ask = (which: number, key: string) => processes[which]?.within(key, async () => `done by ${which}`);
  await expect(processes[0]?.within('zoe', () => Promise.reject(new Error('No')))).rejects.toThrow('No');
  expect(await Promise.all([ask(0, 'zoe'), ask(1, 'zoe'), ask(0, 'zoe')])).toHaveLength(3);
  await expect(ask(1, 'zoe')).rejects.toMatchObject(refused);
  await expect(ask(0, 'zoe')).rejects.toMatchObject(refused);
  expect(await ask(0, 'max')).toBe('done by 0');
  await pool.query('UPDATE limit_counts SET expire = 0');
  expect(await ask(1, 'zoe')).toBe('done by 1');
});

test('while the database is away each process counts by itself', async () => {
  const away = createDatabase('postgresql://nobody@127.0.0.1:1/none', { log: { warn: () => undefined } });
  const limit = createSharedLimit(away, rule);
  for (let count = 0; count < rule.limit; count += 1) await limit.within('zoe', async () => undefined);
  await expect(limit.within('zoe', async () => undefined)).rejects.toMatchObject(refused);
  await away.close();
  await database.close();
});
