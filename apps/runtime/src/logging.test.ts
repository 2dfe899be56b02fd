import { expect, test } from 'vitest';
import { createTestDatabase } from './db/testing/create-test-database.ts';
import { createLogger } from './logging.ts';

function logged(error: unknown): string {
  const lines: string[] = [];
  createLogger({ logLevel: 'trace' }, { write: (line) => void lines.push(line) }).error({ err: error }, 'It failed');
  expect(lines).toHaveLength(1);
  return lines[0] ?? '';
}

test('of an error its kind, its message, its place and its cause', () => {
  const cause = Object.assign(new TypeError('The wire was cut'), { code: 'ECONNRESET' });
  const line: unknown = JSON.parse(logged(new Error('Could not send', { cause })));
  expect(line).toMatchObject({
    msg: 'It failed',
    err: {
      type: 'Error',
      message: 'Could not send',
      stack: expect.stringContaining('logging.test.ts'),
      cause: { type: 'TypeError', message: 'The wire was cut', code: 'ECONNRESET' },
    },
  });
});

test('nothing that a library hangs on its errors', () => {
  const payload = { text: 'Ich habe Rückenschmerzen' };
  expect(logged(Object.assign(new Error('Bad Request'), { payload, on: payload }))).not.toContain('Rücken');
  expect(logged(new AggregateError([Object.assign(new Error('one'), { payload })], 'All failed'))).not.toContain(
    'Rücken',
  );
  expect(logged({ text: 'Rückenschmerzen' })).not.toContain('Rücken');
});

const { pool } = await createTestDatabase();

test('of the database’s errors the code and the table, and no value of a row', async () => {
  const row = `INSERT INTO "Workspace" (id, name) VALUES (NULL, 'Rückenschmerzen')`;
  const cause: unknown = await pool.query(row).catch((error: unknown) => error);
  expect(cause).toMatchObject({ detail: expect.stringContaining('Rücken') });
  const line = logged(new Error('The turn failed', { cause }));
  expect(line).not.toContain('Rücken');
  expect(line).toContain('23502');
  expect(line).toContain('Workspace');
});

test('a circle of causes comes to an end', () => {
  const error = new Error('one');
  error.cause = new Error('two', { cause: error });
  expect(logged(error)).toContain('two');
});
