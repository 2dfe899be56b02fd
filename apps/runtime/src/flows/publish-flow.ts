import { randomUUID } from 'node:crypto';
import type { FlowVersion, Session } from '@baton/contracts';
import { filesOf, validateFlow } from '@baton/engine';
import { nodeDefinitions } from '@baton/nodes/definitions';
import { recordAudit } from '../accounts/audit.ts';
import { AppError } from '../app-error.ts';
import type { Database, Transaction } from '../db/client.ts';
import { storedForFlows } from '../db/files.ts';
import type { ConversationRuntime } from '../services.ts';
import { channelLimits } from './channel-limits.ts';
import { storedDocument } from './flow-view.ts';
import { listVersions } from './list-versions.ts';
import { conflict } from './save-draft.ts';

/**
 * Makes the draft the version that new runs start on; running conversations keep theirs. Publishing what is
 * published already answers that version.
 */
export async function publishFlow(
  { database, live }: { readonly database: Database; readonly live: Pick<ConversationRuntime, 'rulesChanged'> },
  session: Session,
  { id, revision }: { readonly id: string; readonly revision: number },
): Promise<FlowVersion> {
  const { prisma } = database;
  const workspaceId = session.workspace.id;
  const flow = await prisma.flow.findUnique({
    where: { workspaceId_id: { workspaceId, id }, revision },
    include: { channels: { select: { type: true, name: true } } },
  });
  if (flow === null) throw await conflict(prisma, workspaceId, id);
  const document = storedDocument(flow.draft);
  const teams = await prisma.team.findMany({ where: { workspaceId }, select: { id: true, name: true } });
  const files = await storedForFlows(database, workspaceId, filesOf(document, nodeDefinitions));
  refuseErrors(validateFlow(document, nodeDefinitions, channelLimits(flow.channels), teams, files));
  const versionId = await prisma.$transaction(async (tx) => {
    const wanted = randomUUID();
    // The row stays locked until the end: versions are numbered one after another.
    const { count } = await tx.flow.updateMany({
      where: { workspaceId, id, revision, OR: [{ publishedRevision: null }, { publishedRevision: { not: revision } }] },
      data: { publishedVersionId: wanted, publishedRevision: revision },
    });
    if (count === 0) return alreadyPublished(tx, workspaceId, id, revision);
    const last = await tx.flowVersion.aggregate({ where: { workspaceId, flowId: id }, _max: { number: true } });
    const number = (last._max.number ?? 0) + 1;
    await tx.flowVersion.create({
      data: { workspaceId, id: wanted, flowId: id, number, document, publishedById: session.user.id },
    });
    await recordAudit(tx, session, 'flow.published', `${flow.name}, version ${number}`);
    return wanted;
  });
  live.rulesChanged(workspaceId);
  const [version] = await listVersions(database, workspaceId, id, versionId);
  if (version === undefined) throw new AppError('NOT_FOUND');
  return version;
}

async function alreadyPublished(tx: Transaction, workspaceId: string, id: string, revision: number): Promise<string> {
  const flow = await tx.flow.findFirst({
    where: { workspaceId, id, revision, publishedRevision: revision },
    select: { publishedVersionId: true },
  });
  if (flow?.publishedVersionId) return flow.publishedVersionId;
  throw await conflict(tx, workspaceId, id);
}

function refuseErrors(problems: ReturnType<typeof validateFlow>): void {
  const errors = problems.filter((problem) => problem.severity === 'error');
  if (errors.length === 0) return;
  throw new AppError('FLOW_HAS_ERRORS', {
    data: { problems: errors.map(({ message, nodeId }) => (nodeId === undefined ? { message } : { message, nodeId })) },
  });
}
