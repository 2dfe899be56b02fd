import { z } from 'zod';
import type { NodeContext, NodeExecutor, SealedNodeExecutor } from './executor.ts';

/**
 * Seals an executor's data type behind its schema, so that registries hold every node type alike. Data is parsed
 * once per object: a compiled flow's data never changes. Throws where the schema refuses it, which compiling rules out.
 */
export function defineExecutor<Data extends object>(executor: NodeExecutor<Data>): SealedNodeExecutor {
  const cache = new WeakMap<object, Data>();

  function parse(data: unknown): Data {
    if (typeof data !== 'object' || data === null) return z.parse(executor.schema, data);
    const known = cache.get(data);
    if (known) return known;
    const parsed = z.parse(executor.schema, data);
    cache.set(data, parsed);
    return parsed;
  }

  function open(context: NodeContext<unknown>): NodeContext<Data> {
    return { ...context, data: parse(context.data) };
  }

  return {
    type: executor.type,
    enter: (context) => executor.enter(open(context)),
    // A node that does not say what wakes it rests on.
    resume: (context, input, state) =>
      executor.resume?.(open(context), input, state) ?? { next: { do: 'wait', state } },
  };
}
