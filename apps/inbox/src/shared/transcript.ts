import type { TranscriptEntry } from '@baton/contracts';

/** A transcript as far as it is known here: in order of `seq`, without doubles, possibly with gaps. */
export interface Transcript {
  entries: TranscriptEntry[];
}

/** Both lists as one; where they disagree about an entry, `newer` is right. */
export function mergeEntries(older: readonly TranscriptEntry[], newer: readonly TranscriptEntry[]): TranscriptEntry[] {
  const bySeq = new Map(older.map((entry) => [entry.seq, entry]));
  for (const entry of newer) bySeq.set(entry.seq, entry);
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** The first hole: what is missing comes after `after`, up to (without) `before`. */
export function firstGap(entries: readonly TranscriptEntry[]): { after: number; before: number } | null {
  for (const [index, entry] of entries.entries()) {
    const next = entries[index + 1];
    if (next && next.seq !== entry.seq + 1) return { after: entry.seq, before: next.seq };
  }
  return null;
}

/** Where a message is now, and why it failed. */
export type Moved = Pick<TranscriptEntry, 'delivery' | 'problem'>;

/** Delivery states only move forward, but news of them may come late: the later state stays. */
export function withDelivery(
  entries: readonly TranscriptEntry[],
  seq: number,
  { delivery, problem }: Moved,
): TranscriptEntry[] {
  return entries.map((entry) =>
    entry.seq === seq && isLater(delivery, entry.delivery) ? { ...entry, delivery, problem } : entry,
  );
}

const rank = { queued: 0, failed: 1, uncertain: 1, discarded: 1, sent: 2, delivered: 3, read: 4 };

/** What was asked for, and what was told since: of a message that is in both, the words are as told. */
export function withNews(answer: readonly TranscriptEntry[], told: readonly TranscriptEntry[]): TranscriptEntry[] {
  const bySeq = new Map(answer.map((entry) => [entry.seq, entry]));
  const first = answer[0]?.seq ?? 0;
  const news = told.flatMap((entry) => {
    if (entry.seq < first) return [];
    const asked = bySeq.get(entry.seq);
    if (!asked || isLater(entry.delivery, asked.delivery)) return [entry];
    const { delivery, problem } = asked;
    return [{ ...entry, delivery, problem }];
  });
  return mergeEntries(answer, news);
}

function isLater(next: TranscriptEntry['delivery'], before: TranscriptEntry['delivery']): boolean {
  if (next === null || before === null) return next !== null;
  // A resend puts what failed back in the queue.
  if (next === 'queued') return before === 'failed' || before === 'uncertain';
  return rank[next] >= rank[before];
}
