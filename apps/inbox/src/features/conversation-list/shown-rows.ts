import type { ConversationRow } from '@baton/contracts';

export interface ShownRows {
  rows: readonly ConversationRow[];
  /** How many rows a reader who scrolls to the top would find new there. */
  fresh: number;
}

/**
 * The rows to show, so that nothing jumps under a reader. While they are scrolled down (`hold`), known rows keep
 * their place and what would come in above is counted instead. The selected row stays where it was when it no
 * longer belongs to the view (it was read in Unread, or taken in Waiting), until another is selected.
 */
export function shownRows(
  shown: readonly ConversationRow[],
  rows: readonly ConversationRow[],
  { hold, selectedId }: { hold: boolean; selectedId: string | null },
): ShownRows {
  if (!hold) return { rows: withSelected(shown, rows, selectedId), fresh: 0 };
  const now = new Map(rows.map((row) => [row.id, row]));
  const kept = shown.flatMap((row) => now.get(row.id) ?? (row.id === selectedId ? [row] : []));
  const held = new Set(kept.map(({ id }) => id));
  const top = kept.find(({ id }) => now.has(id))?.id;
  const fresh = top === undefined ? 0 : rows.findIndex(({ id }) => id === top);
  // What is new below the last known row is the next page, not news.
  const lastKnown = rows.findLastIndex(({ id }) => held.has(id));
  return { rows: [...kept, ...rows.slice(lastKnown + 1)], fresh };
}

function withSelected(
  shown: readonly ConversationRow[],
  rows: readonly ConversationRow[],
  selectedId: string | null,
): readonly ConversationRow[] {
  const index = shown.findIndex(({ id }) => id === selectedId);
  const selected = shown[index];
  if (!selected || rows.some(({ id }) => id === selectedId)) return rows;
  return rows.toSpliced(Math.min(index, rows.length), 0, selected);
}
