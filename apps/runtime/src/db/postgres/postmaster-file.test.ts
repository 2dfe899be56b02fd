import { expect, test } from 'vitest';
import { parsePostmasterFile } from './postmaster-file.ts';

const cases: readonly [string, string, { pid: number; port: number } | undefined][] = [
  ['a running server', '4711\n/data\n1790000000\n45123\n\n127.0.0.1\n 1 2\nready   \n', { pid: 4711, port: 45_123 }],
  ['a server that is just starting', '4711\n/data\n1790000000\n45123\n\n', { pid: 4711, port: 45_123 }],
  ['an empty file', '', undefined],
  ['half a file', '4711\n/data\n', undefined],
  ['something else', 'hello\nworld\n1\n2\n', undefined],
];

test.each(cases)('%s', (_name, text, expected) => {
  expect(parsePostmasterFile(text)).toEqual(expected);
});
