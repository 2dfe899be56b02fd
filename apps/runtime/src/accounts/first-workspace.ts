import { randomUUID } from 'node:crypto';
import { sampleFlow } from '@baton/nodes/sample-flow';
import type { Transaction } from '../db/client.ts';

/** A workspace in which the demo page works at once: the sample flow, published, on a widget channel. */
export async function firstWorkspace(tx: Transaction, name: string, ownerId: string): Promise<string> {
  const document = sampleFlow();
  const [workspaceId, flowId, versionId] = [randomUUID(), randomUUID(), randomUUID()];
  await tx.workspace.create({ data: { id: workspaceId, name } });
  await tx.flow.create({
    data: {
      workspaceId,
      id: flowId,
      name: 'Booking request',
      draft: document,
      revision: 1,
      publishedVersionId: versionId,
      publishedRevision: 1,
    },
  });
  await tx.flowVersion.create({
    data: { workspaceId, id: versionId, flowId, number: 1, document, publishedById: ownerId },
  });
  await tx.channel.create({
    data: { workspaceId, id: randomUUID(), type: 'widget', name: 'Website', flowId, settings: {} },
  });
  return workspaceId;
}
