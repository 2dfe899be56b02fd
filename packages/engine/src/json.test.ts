import { describe, expect, it } from 'vitest';
import { toJson, toJsonObject } from './json.ts';

describe('toJson', () => {
  it('keeps JSON as it is', () => {
    const value = { a: [1, 'x', null, true, { b: [] }] };
    expect(toJson(value)).toEqual(value);
  });

  it('drops members that are undefined', () => {
    expect(Object.keys(toJsonObject({ a: 1, b: undefined }))).toEqual(['a']);
  });

  it.each([[() => 1], [Number.NaN], [new Map()], [Symbol('x')], [undefined]])('refuses %s', (value) => {
    expect(() => toJson(value)).toThrow(TypeError);
  });
});
