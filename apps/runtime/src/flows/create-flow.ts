import { randomUUID } from 'node:crypto';
import type { FlowDraft } from '@baton/contracts';
import { type FlowDocument, readFlowDocument } from '@baton/engine';
import { nodeDefinitions } from '@baton/nodes/definitions';
import { AppError } from '../app-error.ts';
import type { Database } from '../db/client.ts';
import { emptyDocument } from './empty-document.ts';
import { getDraft } from './flow-view.ts';

const LONGEST_NAME = 100;

/** A new flow: empty, or from a document of somebody's file, which is checked down to every node's settings. */
export async function createFlow(
  database: Database,
  workspaceId: string,
  wish: { readonly name: string; readonly document?: unknown },
): Promise<FlowDraft> {
  return insert(
    database,
    workspaceId,
    wish.name,
    wish.document === undefined ? emptyDocument() : imported(wish.document),
  );
}

/** A copy of the draft, not published and on no channel. */
export async function duplicateFlow(database: Database, workspaceId: string, id: string): Promise<FlowDraft> {
  const { name, document } = await getDraft(database, workspaceId, id);
  return insert(database, workspaceId, `Copy of ${name}`.slice(0, LONGEST_NAME), document);
}

async function insert(database: Database, workspaceId: string, name: string, draft: FlowDocument): Promise<FlowDraft> {
  const id = randomUUID();
  await database.prisma.flow.create({ data: { workspaceId, id, name, draft } });
  return getDraft(database, workspaceId, id);
}

function imported(input: unknown): FlowDocument {
  const read = readFlowDocument(input, nodeDefinitions);
  if (read.ok) return read.document;
  throw new AppError('INVALID_FLOW', { data: { problems: read.problems.map((message) => ({ message })) } });
}
