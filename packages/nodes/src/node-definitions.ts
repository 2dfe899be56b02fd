import type { NodeDefinitions } from '@baton/engine';
import * as list from './definitions.ts';

/** Every node type by its `type`: what the builder, validation and compilation know. Browsers load it. */
export const nodeDefinitions: NodeDefinitions = Object.fromEntries(
  Object.values(list).map((definition) => [definition.type, definition]),
);
