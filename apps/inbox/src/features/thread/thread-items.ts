import type { TranscriptEntry } from '@baton/contracts';

export type ThreadItem =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'new'; key: string }
  | { kind: 'line'; key: string; entry: TranscriptEntry }
  /** `index` is its place among the entries; `first` of a group says who speaks, `last` when and how it arrived. */
  | { kind: 'message'; key: string; entry: TranscriptEntry; index: number; first: boolean; last: boolean };

/** Messages of one author closer together than this are one group: one name above, one time below. */
const GROUP_MS = 5 * 60_000;

/**
 * A transcript as it is read: a line for each day, transitions as lines, and before the first entry after
 * `readSeq` the mark of what is new. `readSeq` null: nothing is marked.
 */
export function threadItems(entries: readonly TranscriptEntry[], readSeq: number | null): ThreadItem[] {
  const items: ThreadItem[] = [];
  let marked = readSeq === null;
  for (const [index, entry] of entries.entries()) {
    const before = entries[index - 1];
    const startsDay = !before || dayOf(before.at) !== dayOf(entry.at);
    if (startsDay) items.push({ kind: 'day', key: `day-${dayOf(entry.at)}`, at: entry.at });
    const startsNew = !marked && readSeq !== null && entry.seq > readSeq;
    if (startsNew) {
      marked = true;
      // Everything is new: a mark above all of it says nothing.
      if (before) items.push({ kind: 'new', key: 'new' });
    }
    const key = String(entry.seq);
    if (entry.content.kind === 'event') {
      items.push({ kind: 'line', key, entry });
      continue;
    }
    const first = startsDay || startsNew || !continues(before, entry);
    const previous = items.at(-1);
    if (!first && previous?.kind === 'message' && settled(previous.entry, entry)) previous.last = false;
    items.push({ kind: 'message', key, entry, index, first, last: true });
  }
  return items;
}

function continues(before: TranscriptEntry | undefined, entry: TranscriptEntry): boolean {
  if (!before || before.content.kind === 'event') return false;
  const near = new Date(entry.at).getTime() - new Date(before.at).getTime() < GROUP_MS;
  return near && speakerOf(before) === speakerOf(entry);
}

/** A problem is always shown, and so is a message that has not got as far as the one after it. */
function settled(entry: TranscriptEntry, next: TranscriptEntry): boolean {
  return entry.delivery === next.delivery;
}

function speakerOf({ author }: TranscriptEntry): string {
  return author.kind === 'agent' ? `agent ${author.operator.id}` : author.kind;
}

function dayOf(at: string): string {
  return new Date(at).toDateString();
}
