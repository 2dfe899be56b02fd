import type { ConversationRow, ConversationView, Session } from '@baton/contracts';
import { AppError } from '../app-error.ts';
import type { Database } from '../db/client.ts';
import {
  type Cursor,
  countConversations,
  cursorSchema,
  listConversations as readPage,
} from '../db/list-conversations.ts';
import { storable } from './storable.ts';
import { rowView } from './views.ts';

interface ListInput {
  readonly view: ConversationView;
  readonly flowId?: string;
  readonly teamId?: string;
  readonly search?: string;
  readonly cursor?: string;
  readonly limit: number;
}

/** One page of a view of the inbox. */
export async function listConversations(
  database: Database,
  { workspace, user }: Session,
  input: ListInput,
): Promise<{ rows: ConversationRow[]; nextCursor: string | null }> {
  const { view, flowId, teamId, search, cursor, limit } = storable(input);
  const { rows, next } = await readPage(database, {
    workspaceId: workspace.id,
    userId: user.id,
    view,
    flowId,
    teamId,
    search: search?.trim(),
    cursor: cursor === undefined ? undefined : decode(cursor),
    limit,
  });
  return { rows: rows.map(rowView), nextCursor: next && encode(next) };
}

/** How many conversations each view holds, up to 100. */
export async function getCounts(database: Database, { workspace, user }: Session) {
  return countConversations(database, workspace.id, user.id);
}

function encode(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function decode(text: string): Cursor {
  try {
    return storable(cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString())));
  } catch (cause) {
    throw new AppError('BAD_REQUEST', { message: 'The cursor is not one that a list has answered.', cause });
  }
}
