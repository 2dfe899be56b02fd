import type { FlowDraft, FlowSummary } from '@baton/contracts';
import { type FlowDocument, readFlowDocument } from '@baton/engine';
import { AppError } from '../app-error.ts';
import type { Database } from '../db/client.ts';

/** What is read of a flow for its summary; the draft may be large and stays where it is. */
export const summaryFields = {
  id: true,
  name: true,
  revision: true,
  publishedVersionId: true,
  publishedRevision: true,
  updatedAt: true,
  channels: { select: { id: true, name: true, type: true }, orderBy: { createdAt: 'asc' } },
  versions: { select: { id: true, number: true, publishedAt: true } },
} as const;

interface SummaryRow {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly publishedVersionId: string | null;
  readonly publishedRevision: number | null;
  readonly updatedAt: Date;
  readonly channels: { id: string; name: string; type: string }[];
  readonly versions: { id: string; number: number; publishedAt: Date }[];
}

/** Conversations that are not over, by the version they run on. */
export async function openByVersion(
  { prisma }: Database,
  workspaceId: string,
  versionIds?: string[],
): Promise<ReadonlyMap<string, number>> {
  const groups = await prisma.conversation.groupBy({
    by: ['flowVersionId'],
    where: { workspaceId, mode: { not: 'ended' }, flowVersionId: versionIds ? { in: versionIds } : { not: null } },
    _count: { _all: true },
  });
  return new Map(
    groups.flatMap(({ flowVersionId, _count }) => (flowVersionId === null ? [] : [[flowVersionId, _count._all]])),
  );
}

export function toSummary(row: SummaryRow, open: ReadonlyMap<string, number>): FlowSummary {
  const published = row.versions.find((version) => version.id === row.publishedVersionId);
  return {
    id: row.id,
    name: row.name,
    updatedAt: row.updatedAt.toISOString(),
    publishedVersion: published?.number ?? null,
    publishedAt: published?.publishedAt.toISOString() ?? null,
    changed: row.publishedRevision !== row.revision,
    openConversations: row.versions.reduce((sum, version) => sum + (open.get(version.id) ?? 0), 0),
    channels: row.channels,
  };
}

export async function getSummary(database: Database, workspaceId: string, id: string): Promise<FlowSummary> {
  const row = await database.prisma.flow.findUnique({
    where: { workspaceId_id: { workspaceId, id } },
    select: summaryFields,
  });
  if (row === null) throw new AppError('NOT_FOUND');
  return toSummary(row, await openOf(database, workspaceId, row));
}

export async function getDraft(database: Database, workspaceId: string, id: string): Promise<FlowDraft> {
  const row = await database.prisma.flow.findUnique({
    where: { workspaceId_id: { workspaceId, id } },
    select: { ...summaryFields, draft: true },
  });
  if (row === null) throw new AppError('NOT_FOUND');
  const open = await openOf(database, workspaceId, row);
  return { ...toSummary(row, open), document: storedDocument(row.draft), revision: row.revision };
}

function openOf(database: Database, workspaceId: string, row: SummaryRow) {
  const ids = row.versions.map((version) => version.id);
  return openByVersion(database, workspaceId, ids);
}

/** A document of ours, brought to this version's format. Not to be readable is a fault, not somebody's mistake. */
export function storedDocument(stored: unknown): FlowDocument {
  const read = readFlowDocument(stored);
  if (!read.ok) throw new Error(`A stored flow can't be read: ${read.problems.join(' ')}`);
  return read.document;
}
