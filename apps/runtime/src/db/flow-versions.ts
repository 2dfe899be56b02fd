import { type FlowDocument, flowDocumentSchema } from '@baton/engine';
import type { Database } from './client.ts';

export interface StoredVersion {
  readonly flowId: string;
  readonly document: FlowDocument;
}

/** A published version as stored; null where the workspace has none with that id. It never changes. */
export async function readFlowVersion(
  { prisma }: Database,
  workspaceId: string,
  id: string,
): Promise<StoredVersion | null> {
  const version = await prisma.flowVersion.findUnique({
    where: { workspaceId_id: { workspaceId, id } },
    select: { flowId: true, document: true },
  });
  return version && { flowId: version.flowId, document: flowDocumentSchema.parse(version.document) };
}
