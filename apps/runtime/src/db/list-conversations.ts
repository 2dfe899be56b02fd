import type { ConversationView } from '@baton/contracts';
import { z } from 'zod';
import type { Database } from './client.ts';
import { ROW_COLUMNS, ROW_TABLES, type StoredRow, storedRowSchema } from './conversation-rows.ts';

interface View {
  readonly where: string;
  /** What the view is sorted by, and in which direction. */
  readonly by: 'lastAt' | 'waitingSince';
}

/** The views of the inbox. `$2` is the member who looks. */
const views: Record<ConversationView, View> = {
  open: { where: `c.mode IN ('bot', 'pending', 'human') AND NOT c.archived`, by: 'lastAt' },
  // The longest wait first.
  waiting: { where: `c."waitingSince" IS NOT NULL AND c.mode = 'pending'`, by: 'waitingSince' },
  mine: { where: `c.mode = 'human' AND c."ownerId" = $2`, by: 'lastAt' },
  // Also what has ended: a review that is due stays due.
  needs_review: { where: `c."needsReview"`, by: 'lastAt' },
  // What the bot can't go on with, a person can.
  stalled: { where: 'c.stalled', by: 'lastAt' },
  unread: { where: `NOT c.archived AND c."lastSeq" > COALESCE(rm.seq, 0)`, by: 'lastAt' },
  closed: { where: `c.mode IN ('resolved', 'ended')`, by: 'lastAt' },
  archived: { where: 'c.archived', by: 'lastAt' },
};

/** The place after which the next page begins. */
export const cursorSchema = z.object({ at: z.iso.datetime(), id: z.string().max(64) });
export type Cursor = z.infer<typeof cursorSchema>;

export interface ListQuery {
  readonly workspaceId: string;
  readonly userId: string;
  readonly view: ConversationView;
  readonly flowId?: string;
  readonly teamId?: string;
  readonly search?: string;
  readonly cursor?: Cursor;
  readonly limit: number;
}

export interface Page {
  readonly rows: StoredRow[];
  readonly next: Cursor | null;
}

export function listStatement(view: ConversationView): string {
  const { where, by } = views[view];
  const [after, order] = by === 'lastAt' ? ['<', 'DESC'] : ['>', 'ASC'];
  return `SELECT ${ROW_COLUMNS} ${ROW_TABLES}
WHERE c."workspaceId" = $1 AND ${where}
  AND ($3::text IS NULL OR f.id = $3)
  AND ($4::text IS NULL OR co.name ILIKE $4 OR c."lastText" ILIKE $4)
  AND ($5::timestamptz IS NULL OR (c."${by}", c.id) ${after} ($5, $6))
  AND ($2::text IS NOT NULL)
  AND ($8::text IS NULL OR c."teamId" = $8)
ORDER BY c."${by}" ${order}, c.id ${order}
LIMIT $7`;
}

/** One page of a view, by keyset: what arrives meanwhile neither repeats nor hides a row. */
export async function listConversations({ pool }: Database, query: ListQuery): Promise<Page> {
  const { view, limit, cursor } = query;
  const { rows } = await pool.query({
    name: `list-${view}`,
    text: listStatement(view),
    values: [
      query.workspaceId,
      query.userId,
      query.flowId ?? null,
      query.search ? `%${query.search.replaceAll(/[\\%_]/g, '\\$&')}%` : null,
      cursor?.at ?? null,
      cursor?.id ?? null,
      limit + 1,
      query.teamId ?? null,
    ],
  });
  const page = z.array(storedRowSchema).parse(rows.slice(0, limit));
  const last = rows.length > limit ? page.at(-1) : undefined;
  const at = last && (views[view].by === 'lastAt' ? last.lastAt : last.waitingSince);
  return { rows: page, next: last && at ? { at: at.toISOString(), id: last.id } : null };
}

/** Counts further than this are of no use to anybody. */
const COUNTED = 100;

export const COUNT = `SELECT ${Object.entries(views)
  .map(
    ([view, { where }]) => `(SELECT count(*)::int FROM (
      SELECT 1 FROM "Conversation" c
        LEFT JOIN "ReadMark" rm ON rm."workspaceId" = $1 AND rm."conversationId" = c.id AND rm."userId" = $2
      WHERE c."workspaceId" = $1 AND ${where} LIMIT ${COUNTED}) AS counted) AS ${view}`,
  )
  .join(',\n')}`;

const countsSchema = z.object({
  open: z.int(),
  waiting: z.int(),
  mine: z.int(),
  needs_review: z.int(),
  stalled: z.int(),
  unread: z.int(),
  closed: z.int(),
  archived: z.int(),
} satisfies Record<ConversationView, z.ZodType>);

/** How many conversations each view holds, up to 100. */
export async function countConversations({ pool }: Database, workspaceId: string, userId: string) {
  const { rows } = await pool.query({ name: 'list-counts', text: COUNT, values: [workspaceId, userId] });
  return countsSchema.parse(rows[0]);
}
