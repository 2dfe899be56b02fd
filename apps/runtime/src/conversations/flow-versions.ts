import { type CompiledFlow, type Configure, compileFlow, type NodeDefinitions } from '@baton/engine';
import type { Database } from '../db/client.ts';
import { readFlowVersion } from '../db/flow-versions.ts';

/** A published version, ready to run. */
export interface PublishedFlow {
  readonly flowId: string;
  readonly flow: CompiledFlow;
  readonly configure: Configure;
}

export interface FlowVersions {
  /** Throws where the workspace has no such version: rows that point at one can't exist. */
  get(workspaceId: string, versionId: string): Promise<PublishedFlow>;
}

/** How many versions stay ready; the one that was not asked for longest goes first. */
const KEPT = 500;

/**
 * Compiles each version once. Versions never change, and every turn reads which one is published: a publication is
 * seen by all processes at their next turn, and nothing here has to be told.
 */
export function createFlowVersions(database: Database, definitions: NodeDefinitions): FlowVersions {
  const versions = new Map<string, Promise<PublishedFlow>>();

  async function load(workspaceId: string, versionId: string): Promise<PublishedFlow> {
    const version = await readFlowVersion(database, workspaceId, versionId);
    if (!version) throw new Error(`There is no flow version ${versionId} in workspace ${workspaceId}`);
    const { flowId, document } = version;
    return { flowId, flow: compileFlow(versionId, document, definitions), configure: document.configure };
  }

  return {
    get(workspaceId, versionId) {
      const key = `${workspaceId}/${versionId}`;
      const known = versions.get(key);
      const version = known ?? load(workspaceId, versionId);
      versions.delete(key);
      versions.set(key, version);
      if (known) return known;
      // A load that failed, as while the database is away, is tried again by whoever asks next.
      version.catch(() => versions.delete(key));
      const oldest = versions.keys().next().value;
      if (versions.size > KEPT && oldest !== undefined) versions.delete(oldest);
      return version;
    },
  };
}
