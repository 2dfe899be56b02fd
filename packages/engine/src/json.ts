/** Any JSON value: state, events and effects of the engine consist of nothing else. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * The JSON that a value would be stored as: members that are `undefined` disappear.
 * Throws a TypeError for what JSON can't hold (functions, dates, NaN): a fault in the caller.
 */
export function toJson(value: unknown): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map(toJson);
  if (isPlainObject(value)) return toJsonObject(value);
  throw new TypeError(`A ${typeof value} can't be stored as JSON`);
}

/** As `toJson`, for an object. */
export function toJsonObject(value: object): { [key: string]: Json } {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (member === undefined ? [] : [[key, toJson(member)]])),
  );
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
