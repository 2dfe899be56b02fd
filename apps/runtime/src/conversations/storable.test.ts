import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../db/testing/create-test-database.ts';
import { storable } from './storable.ts';

const { pool } = await createTestDatabase();
/** Any text a client can send, halves of surrogate pairs and NUL among them. */
const anyText = fc.string({
  unit: fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), fc.constantFrom('\0', '\ud800', '\udfff')),
});

test('whatever a client sends, the database gives back as it was stored', async () => {
  const shapes = fc.record({ text: anyText, values: fc.dictionary(anyText, anyText), list: fc.array(anyText) });
  await fc.assert(
    fc.asyncProperty(shapes, async (sent) => {
      const value = storable(sent);
      const { rows } = await pool.query('SELECT $1::jsonb AS value', [JSON.stringify(value)]);
      expect(rows[0]?.value).toEqual({ ...value, values: { ...value.values } });
    }),
    { numRuns: 300 },
  );
});

test('ordinary text stays as it is', () => {
  const value = { text: 'Ünïcödé 👍\n', list: ['a'], number: 1, nothing: null, yes: true };
  expect(storable(value)).toEqual(value);
});
