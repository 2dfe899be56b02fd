import type { TranscriptEntry } from '@baton/contracts';
import { describe, expect, it } from 'vitest';
import { threadItems } from './thread-items.ts';

function said(seq: number, minute: number, over: Partial<TranscriptEntry> = {}): TranscriptEntry {
  return {
    seq,
    author: { kind: 'customer' },
    content: { kind: 'text', text: `#${seq}` },
    // Local time, as readers see days.
    at: new Date(2026, 2, 1, 10, minute).toISOString(),
    delivery: null,
    clientId: null,
    ...over,
  };
}

const bot = { author: { kind: 'bot', nodeId: 'n' } } as const;
const event = { author: { kind: 'system' }, content: { kind: 'event', event: 'taken_over', by: 'Ana' } } as const;

/** "day", "new", "line", "Message" (with a name) or "message" (without). */
const outline = (entries: TranscriptEntry[], readSeq: number | null = null) =>
  threadItems(entries, readSeq).map((item) => (item.kind === 'message' && item.first ? 'Message' : item.kind));

describe('threadItems', () => {
  it('names a speaker once for what they say in one go', () => {
    expect(outline([said(1, 0), said(2, 1), said(3, 1, bot), said(4, 2, bot), said(5, 9, bot)])).toEqual([
      'day',
      'Message',
      'message',
      'Message',
      'message',
      'Message',
    ]);
  });

  it('tells two people apart', () => {
    const by = (id: string) => ({ author: { kind: 'agent' as const, operator: { id, name: id } } });
    expect(outline([said(1, 0, by('ana')), said(2, 0, by('ben'))])).toEqual(['day', 'Message', 'Message']);
  });

  it('breaks at days and at transitions', () => {
    const nextDay = said(3, 24 * 60);
    expect(outline([said(1, 0), said(2, 0, event), nextDay])).toEqual(['day', 'Message', 'line', 'day', 'Message']);
  });

  it('says once when and how a group arrived, unless it differs', () => {
    const sent = (seq: number, delivery: TranscriptEntry['delivery']) => said(seq, 0, { ...bot, delivery });
    const items = threadItems([sent(1, 'read'), sent(2, 'read'), sent(3, 'failed'), sent(4, 'sent')], null);
    expect(items.flatMap((item) => (item.kind === 'message' ? [item.last] : []))).toEqual([false, true, true, true]);
  });

  it('marks what is new, once, where it begins', () => {
    expect(outline([said(1, 0), said(2, 0), said(3, 0)], 1)).toEqual(['day', 'Message', 'new', 'Message', 'message']);
  });

  it('marks nothing when all is read, or when all is new', () => {
    expect(outline([said(1, 0), said(2, 0)], 2)).not.toContain('new');
    expect(outline([said(1, 0), said(2, 0)], 0)).not.toContain('new');
  });
});
