import { type FlowNode, freeNodeId, toJsonObject } from '@baton/engine';
import { z } from 'zod';

export type { AvailableAnswer, FileFacts } from '@baton/engine';

/** A node's settings as the document stores them. */
export type StoredData = FlowNode['data'];

/** The schema of a node type, as its definition has it. */
export type DataSchema<Data> = z.core.$ZodType<Data>;

/** Stored settings as their type's own data; null where its schema refuses them. */
export function readData<Data>(schema: DataSchema<Data>, stored: StoredData): Data | null {
  const parsed = z.safeParse(schema, stored);
  return parsed.success ? parsed.data : null;
}

/** A type's data as the document stores it. */
export function storeData(data: object): StoredData {
  return toJsonObject(data);
}

/** An id for a new option or field: readable, and not taken. */
export function freeId(wish: string, taken: readonly { id: string }[]): string {
  return freeNodeId(wish, new Set(taken.map(({ id }) => id)));
}

/** The list with one item changed. */
export function replaceAt<Item>(items: readonly Item[], index: number, item: Item): Item[] {
  return items.map((each, at) => (at === index ? item : each));
}

/** The list with one item moved; a move out of the list changes nothing. */
export function moveItem<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const moved = items[from];
  if (moved === undefined || to < 0 || to >= items.length) return [...items];
  const rest = items.filter((_, at) => at !== from);
  return [...rest.slice(0, to), moved, ...rest.slice(to)];
}
