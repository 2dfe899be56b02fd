import { describe, expect, it } from 'vitest';
import { conversationRow } from '../../shared/testing/conversation-row.ts';
import { shownRows } from './shown-rows.ts';

const rowsOf = (ids: string) => [...ids].map((id) => conversationRow({ id }));

describe('shownRows', () => {
  it.each<
    [what: string, before: string, now: string, hold: boolean, selected: string | null, after: string, fresh: number]
  >([
    ['follows the server at the top', 'abcd', 'cabd', false, null, 'cabd', 0],
    ['holds the order while scrolled', 'abcd', 'cabd', true, null, 'abcd', 1],
    ['counts what came in above', 'abcd', 'xcabd', true, null, 'abcd', 2],
    ['counts nothing when the first row speaks again', 'abcd', 'abcd', true, null, 'abcd', 0],
    ['lets rows go that left the view', 'abcd', 'acd', true, null, 'acd', 0],
    ['counts past a first row that left', 'abcd', 'cbd', true, null, 'bcd', 1],
    ['appends the next page', 'ab', 'abcd', true, null, 'abcd', 0],
    ['keeps the selected row where it was', 'abcd', 'acd', false, 'b', 'abcd', 0],
    ['keeps the selected row while scrolled', 'abcd', 'acd', true, 'b', 'abcd', 0],
    ['keeps no row that is not selected', 'abcd', 'acd', false, 'c', 'acd', 0],
    ['keeps the selected row at the end of a shorter list', 'abcd', 'a', false, 'd', 'ad', 0],
    ['starts with what there is', '', 'ab', false, 'z', 'ab', 0],
  ])('%s', (_what, before, now, hold, selectedId, after, fresh) => {
    const shown = shownRows(rowsOf(before), rowsOf(now), { hold, selectedId });
    expect(shown.rows.map(({ id }) => id).join('')).toBe(after);
    expect(shown.fresh).toBe(fresh);
  });

  it('shows the newest content in the held place', () => {
    const shown = shownRows(rowsOf('ab'), [conversationRow({ id: 'b', unread: 4 }), conversationRow({ id: 'a' })], {
      hold: true,
      selectedId: null,
    });
    expect(shown.rows[1]?.unread).toBe(4);
  });
});
