import { expect, test } from 'vitest';
import { isDatabaseAway } from './is-database-away.ts';

const withCode = (code: string) => Object.assign(new Error('…'), { code });

test.each<[string, unknown]>([
  ['nobody listens', withCode('ECONNREFUSED')],
  ['the connection was reset', withCode('ECONNRESET')],
  ['it is starting up', withCode('57P03')],
  ['it is shutting down', withCode('57P01')],
  ['its disk is full', withCode('53100')],
  ['it has no connection left', withCode('53300')],
  ['no transaction could begin in time', withCode('P2028')],
  ['a statement took too long', withCode('57014')],
  ['it was undone for another one', withCode('40P01')],
  ['a transaction was undone for another one', withCode('P2034')],
  ['the driver gave up', new Error('timeout exceeded when trying to connect')],
  ['all addresses failed', new AggregateError([withCode('ECONNREFUSED')])],
  ['somebody else’s error has it as its cause', new Error('A request failed', { cause: withCode('53100') })],
])('away, come again: %s', (_, error) => expect(isDatabaseAway(error)).toBe(true));

test.each<[string, unknown]>([
  ['a row is there already', withCode('23505')],
  ['a column does not exist', withCode('42703')],
  ['a fault of ours', new TypeError('x is not a function')],
  ['nothing', undefined],
])('a fault, not an absence: %s', (_, error) => expect(isDatabaseAway(error)).toBe(false));
