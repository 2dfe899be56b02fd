import type { TranscriptEntry } from '@baton/contracts';
import { describe, expect, it } from 'vitest';
import { transcriptEntry as entry } from './testing/transcript-entry.ts';
import { firstGap, mergeEntries, withDelivery } from './transcript.ts';

const seqs = (entries: TranscriptEntry[]) => entries.map(({ seq }) => seq);

describe('mergeEntries', () => {
  it('orders by seq and keeps one of each', () => {
    expect(seqs(mergeEntries([entry(2), entry(3)], [entry(5), entry(1), entry(3)]))).toEqual([1, 2, 3, 5]);
  });

  it('takes the newer of two', () => {
    expect(mergeEntries([entry(1, 'before')], [entry(1, 'after')])[0]?.content).toEqual({
      kind: 'text',
      text: 'after',
    });
  });
});

describe('firstGap', () => {
  it.each<[number[], { after: number; before: number } | null]>([
    [[], null],
    [[7], null],
    [[3, 4, 5], null],
    [[3, 5], { after: 3, before: 5 }],
    [[1, 2, 6, 9], { after: 2, before: 6 }],
  ])('%j → %j', (present, gap) => {
    expect(firstGap(present.map((seq) => entry(seq)))).toEqual(gap);
  });
});

describe('withDelivery', () => {
  it.each<[TranscriptEntry['delivery'], TranscriptEntry['delivery'], TranscriptEntry['delivery']]>([
    ['queued', 'sent', 'sent'],
    ['sent', 'read', 'read'],
    ['read', 'delivered', 'read'],
    ['queued', 'failed', 'failed'],
    ['failed', 'queued', 'queued'],
    ['sent', 'queued', 'sent'],
    ['uncertain', 'sent', 'sent'],
    [null, 'sent', 'sent'],
  ])('%s then %s is %s', (before, news, after) => {
    expect(withDelivery([entry(1, 'x', before)], 1, { delivery: news })[0]?.delivery).toBe(after);
  });
});
