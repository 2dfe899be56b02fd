import type { ConversationRow } from '@baton/contracts';
import type { InfiniteData } from '@tanstack/react-query';

/** A row as the socket tells it: the same for everybody, so without how much each has read. */
export type RowNews = Omit<ConversationRow, 'unread'>;

export interface ConversationPage {
  rows: ConversationRow[];
  nextCursor: string | null;
}

export type ConversationPages = InfiniteData<ConversationPage, string | undefined>;

/**
 * What a row becomes by news of it, until the server is asked: newer content, and an estimate of how much is
 * unread. News that is older than what is known changes nothing.
 */
export function withNews(row: ConversationRow, news: RowNews): ConversationRow {
  if (news.version < row.version || news.lastSeq < row.lastSeq) return row;
  return { ...news, unread: row.unread + Math.max(0, news.lastSeq - row.lastSeq) };
}

/** Puts news into the pages; with `byActivity` a row that said something moves to the top. Unknown rows are left to a refetch. */
export function patchPages(pages: ConversationPages, news: RowNews, byActivity: boolean): ConversationPages {
  const known = pages.pages.flatMap(({ rows }) => rows).find(({ id }) => id === news.id);
  if (!known) return pages;
  const patched = withNews(known, news);
  const rises = byActivity && patched.lastSeq > known.lastSeq;
  return {
    ...pages,
    pages: pages.pages.map((page, index) => ({
      ...page,
      rows: rises
        ? [...(index === 0 ? [patched] : []), ...page.rows.filter(({ id }) => id !== news.id)]
        : page.rows.map((row) => (row.id === news.id ? patched : row)),
    })),
  };
}

/** Marks a row as read. */
export function withoutUnread(pages: ConversationPages, id: string): ConversationPages {
  return {
    ...pages,
    pages: pages.pages.map((page) => ({
      ...page,
      rows: page.rows.map((row) => (row.id === id && row.unread > 0 ? { ...row, unread: 0 } : row)),
    })),
  };
}
