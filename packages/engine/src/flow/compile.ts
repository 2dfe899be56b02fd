import type { FlowNode } from './document.ts';

/** A published flow made ready to run: built once per version, shared by every conversation on it. */
export interface CompiledFlow {
  versionId: string;
  startId: string;
  nodes: ReadonlyMap<string, CompiledNode>;
  /** Titles for "Label: value" lines and for people: node id → what it asks. */
  labels: ReadonlyMap<string, string>;
}

export interface CompiledNode {
  id: string;
  type: string;
  /** As the node's schema returned it: defaults filled in. */
  data: FlowNode['data'];
  /** Exit id → node id. An exit that is not here ends the run. */
  exits: ReadonlyMap<string, string>;
}
