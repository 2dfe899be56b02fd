import type { NodeExecutors, SealedNodeExecutor } from '@baton/engine';
import type * as definitions from './definitions.ts';
import * as list from './executors.ts';

/** Does not compile while a definition has no executor. */
const executors: Record<keyof typeof definitions, SealedNodeExecutor> = list;

/** Every node type's executor by its `type`. The runtime loads it; browsers never do. */
export const nodeExecutors: NodeExecutors = Object.fromEntries(
  Object.values(executors).map((executor) => [executor.type, executor]),
);
