import { describe, expect, it } from 'vitest';
import { type ConversationPages, patchPages, type RowNews, withNews, withoutUnread } from './conversation-pages.ts';
import { conversationRow } from './testing/conversation-row.ts';

function pagesOf(...pages: string[][]): ConversationPages {
  return {
    pageParams: pages.map(() => undefined),
    pages: pages.map((ids) => ({ rows: ids.map((id) => conversationRow({ id })), nextCursor: null })),
  };
}

function newsOf(over: Parameters<typeof conversationRow>[0]): RowNews {
  const { unread: _unread, ...news } = conversationRow(over);
  return news;
}

const ids = (pages: ConversationPages) => pages.pages.map(({ rows }) => rows.map(({ id }) => id));

describe('patchPages', () => {
  it('moves what said something to the top, from any page', () => {
    const patched = patchPages(pagesOf(['a', 'b'], ['c', 'd']), newsOf({ id: 'c', version: 2, lastSeq: 2 }), true);
    expect(ids(patched)).toEqual([['c', 'a', 'b'], ['d']]);
    expect(patched.pages[0]?.rows[0]?.unread).toBe(1);
  });

  it('changes a row in its place when nothing was said', () => {
    const patched = patchPages(pagesOf(['a', 'b']), newsOf({ id: 'b', version: 2, archived: true }), true);
    expect(ids(patched)).toEqual([['a', 'b']]);
    expect(patched.pages[0]?.rows[1]?.archived).toBe(true);
  });

  it('keeps the order of a view that is not ordered by activity', () => {
    expect(ids(patchPages(pagesOf(['a', 'b']), newsOf({ id: 'b', version: 2, lastSeq: 5 }), false))).toEqual([
      ['a', 'b'],
    ]);
  });

  it('leaves an unknown row to the refetch', () => {
    const before = pagesOf(['a']);
    expect(patchPages(before, newsOf({ id: 'z' }), true)).toBe(before);
  });
});

describe('withNews', () => {
  it('ignores news that is older than what is known', () => {
    const row = conversationRow({ version: 5, lastSeq: 9 });
    expect(withNews(row, newsOf({ version: 4, lastSeq: 8 }))).toBe(row);
  });
});

describe('withoutUnread', () => {
  it('clears one row only', () => {
    const pages = pagesOf(['a', 'b']);
    for (const row of pages.pages[0]?.rows ?? []) row.unread = 3;
    expect(withoutUnread(pages, 'a').pages[0]?.rows.map(({ unread }) => unread)).toEqual([0, 3]);
  });
});
