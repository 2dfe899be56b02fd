import { randomUUID } from 'node:crypto';
import { channelDefinitions } from '@baton/channels/definitions';
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
    data: { workspaceId, id: randomUUID(), type: 'widget', name: 'Website', flowId, settings: widgetSettings(name) },
  });
  return workspaceId;
}

function widgetSettings(businessName: string) {
  const parsed = channelDefinitions.widget?.parseSettings({ businessName });
  if (!parsed?.ok) throw new Error('A new workspace has no settings for its widget');
  return parsed.settings;
}
