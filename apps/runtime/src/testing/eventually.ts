import { vi } from 'vitest';

/** Looks until something is so: for as long as a busy machine may need, where `vi.waitFor` gives up after a second. */
export function eventually<T>(look: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(look, 20_000);
}
