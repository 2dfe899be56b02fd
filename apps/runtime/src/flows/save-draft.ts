import type { FlowDraft, FlowSummary } from '@baton/contracts';
import { type FlowDocument, readFlowDocument } from '@baton/engine';
import { AppError } from '../app-error.ts';
import type { Database, Transaction } from '../db/client.ts';
import { getDraft, getSummary, storedDocument } from './flow-view.ts';

interface DraftChange {
  readonly id: string;
  /** The revision the change was made on: a save on an older one is refused. */
  readonly revision: number;
}

interface SavedDraft {
  readonly revision: number;
  readonly updatedAt: string;
  /** It differs from what is published. */
  readonly changed: boolean;
}

/**
 * Keeps the draft as it is being edited. Only its shape is checked: unfinished settings are for the list of
 * problems, and stand in the way of publishing, never of saving.
 */
export async function saveDraft(
  database: Database,
  workspaceId: string,
  change: DraftChange & { readonly document: unknown },
): Promise<SavedDraft> {
  const read = readFlowDocument(change.document);
  if (!read.ok) {
    throw new AppError('INVALID_FLOW', { data: { problems: read.problems.map((message) => ({ message })) } });
  }
  return replaceDraft(database, workspaceId, change, read.document);
}

/** Puts the document of an older version into the draft. */
export async function restoreVersion(
  database: Database,
  workspaceId: string,
  change: DraftChange & { readonly versionId: string },
): Promise<FlowDraft> {
  const version = await database.prisma.flowVersion.findFirst({
    where: { workspaceId, id: change.versionId, flowId: change.id },
    select: { document: true },
  });
  if (version === null) throw new AppError('NOT_FOUND');
  await replaceDraft(database, workspaceId, change, storedDocument(version.document));
  return getDraft(database, workspaceId, change.id);
}

export async function renameFlow(
  database: Database,
  workspaceId: string,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<FlowSummary> {
  const { count } = await database.prisma.flow.updateMany({ where: { workspaceId, id }, data: { name } });
  if (count === 0) throw new AppError('NOT_FOUND');
  return getSummary(database, workspaceId, id);
}

async function replaceDraft(
  { prisma }: Database,
  workspaceId: string,
  { id, revision }: DraftChange,
  draft: FlowDocument,
): Promise<SavedDraft> {
  const json = JSON.stringify(draft);
  // What is live again, as after an undo, counts as published: JSON is compared as such, whatever the order of its keys.
  const saved = await prisma.$queryRaw<{ revision: number; updatedAt: Date; publishedRevision: number | null }[]>`
    UPDATE "Flow" f SET draft = ${json}::jsonb, revision = f.revision + 1, "updatedAt" = now(),
      "publishedRevision" = CASE
        WHEN (SELECT v.document FROM "FlowVersion" v
          WHERE v."workspaceId" = ${workspaceId} AND v.id = f."publishedVersionId") = ${json}::jsonb THEN f.revision + 1
        ELSE f."publishedRevision" END
    WHERE f."workspaceId" = ${workspaceId} AND f.id = ${id} AND f.revision = ${revision}
    RETURNING f.revision, f."updatedAt", f."publishedRevision"`;
  const row = saved[0];
  if (row === undefined) throw await conflict(prisma, workspaceId, id);
  return {
    revision: row.revision,
    updatedAt: row.updatedAt.toISOString(),
    changed: row.publishedRevision !== row.revision,
  };
}

/** Why a change found no flow at its revision: there is a newer one, or none at all. */
export async function conflict(tx: Pick<Transaction, 'flow'>, workspaceId: string, id: string): Promise<AppError> {
  const newest = await tx.flow.findUnique({
    where: { workspaceId_id: { workspaceId, id } },
    select: { revision: true },
  });
  return newest === null
    ? new AppError('NOT_FOUND')
    : new AppError('CONFLICT', { data: { revision: newest.revision } });
}
