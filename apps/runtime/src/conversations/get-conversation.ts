import type { ConversationDetail, Session } from '@baton/contracts';
import { type ConversationState, labelOfNode, renderTemplate } from '@baton/engine';
import { AppError } from '../app-error.ts';
import type { Database } from '../db/client.ts';
import { readConversationDetail, type StoredDetail } from '../db/conversation-detail.ts';
import type { FlowVersions } from './flow-versions.ts';
import { rowView } from './views.ts';

interface Deps {
  readonly database: Database;
  readonly versions: FlowVersions;
}

/** One conversation with everything around its transcript. */
export async function getConversation(
  { database, versions }: Deps,
  { workspace, user }: Session,
  id: string,
): Promise<ConversationDetail> {
  const stored = await readConversationDetail(database, workspace.id, user.id, id);
  if (!stored) throw new AppError('NOT_FOUND');
  const { state, configureVersionId } = stored;
  const published = configureVersionId === null ? null : await versions.get(workspace.id, configureVersionId);
  const answers = state.run?.answers ?? {};
  const { humanTakesOver = '', botResumes = '' } = published?.configure ?? {};
  return {
    ...rowView(stored),
    botAsking: await askingOf(versions, workspace.id, state),
    transitionTexts: {
      humanTakesOver: renderTemplate(humanTakesOver, answers),
      botResumes: renderTemplate(botResumes, answers),
    },
    submissions: stored.submissions,
    requests: stored.requests.map(requestView),
    contactDetail: {
      createdAt: stored.contactCreatedAt.toISOString(),
      blocked: stored.blocked,
      unreachable: stored.unreachable,
      verifiedId: stored.verifiedId,
      attributes: Object.entries(stored.attributes).map(([label, value]) => ({ label, value: String(value) })),
    },
    writableUntil: stored.writableUntil?.toISOString() ?? null,
    earlier: stored.earlier,
    startedAt: stored.createdAt.toISOString(),
  };
}

/** What the bot waits for, in words; also while a person answers, since that is where it will go on. */
async function askingOf(
  versions: FlowVersions,
  workspaceId: string,
  { run }: ConversationState,
): Promise<string | null> {
  if (!run?.cursor) return null;
  const { flow } = await versions.get(workspaceId, run.flowVersionId);
  return flow.labels.get(run.cursor.nodeId) ?? labelOfNode(run.cursor.nodeId);
}

function requestView({ operatorId, operatorName, ...request }: StoredDetail['requests'][number]) {
  const operator = operatorId === null ? null : { id: operatorId, name: operatorName ?? '' };
  return { ...request, operator };
}
