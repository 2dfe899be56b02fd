import type { TranscriptEntry } from '@baton/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { transcriptEntry } from './testing/transcript-entry.ts';
import { addToTranscript, refreshTranscript, setContent, setDelivery, useTranscript } from './use-transcript.ts';

afterEach(() => vi.unstubAllGlobals());

/** A server that has read what it answers before it answers: whatever happens in between is news only. */
function setUp() {
  const waiting: ((messages: readonly TranscriptEntry[]) => void)[] = [];
  vi.stubGlobal('fetch', async () => {
    const messages = await new Promise<readonly TranscriptEntry[]>((resolve) => waiting.push(resolve));
    return Response.json({ messages, lastSeq: messages.at(-1)?.seq ?? 0 });
  });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const { result } = renderHook(() => useTranscript('c1'), {
    wrapper: ({ children }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>,
  });
  async function answers(...messages: TranscriptEntry[]): Promise<void> {
    await waitFor(() => expect(waiting).not.toEqual([]));
    const answer = waiting.shift();
    await act(async () => answer?.(messages));
  }
  const seqs = () => result.current.entries?.map(({ seq }) => seq);
  return { client, answers, seqs, entry: (seq: number) => result.current.entries?.find((each) => each.seq === seq) };
}

const [one, two, three, four] = [1, 2, 3, 4].map((seq) => transcriptEntry(seq));

describe('useTranscript', () => {
  it('keeps what it is told of while it asks again, though the answer is older', async () => {
    const { client, answers, seqs } = setUp();
    if (!one || !two || !three || !four) throw new Error('There are no entries');
    await answers(one, two);
    await waitFor(() => expect(seqs()).toEqual([1, 2]));
    act(() => void refreshTranscript(client, 'c1'));
    act(() => addToTranscript(client, 'c1', [three, four]));
    await answers(one, two);
    await waitFor(() => expect(client.isFetching()).toBe(0));
    expect(seqs()).toEqual([1, 2, 3, 4]);
  });

  it('keeps how far a message has come, and how it was changed, while it asks again', async () => {
    const { client, answers, entry } = setUp();
    const queued = transcriptEntry(1, 'first', 'queued');
    await answers(queued);
    await waitFor(() => expect(entry(1)).toBeDefined());
    act(() => void refreshTranscript(client, 'c1'));
    act(() => setDelivery(client, 'c1', 1, { delivery: 'sent' }));
    act(() => setContent(client, 'c1', 1, { kind: 'text', text: 'changed' }));
    await answers(queued);
    await waitFor(() => expect(client.isFetching()).toBe(0));
    expect(entry(1)).toMatchObject({ delivery: 'sent', content: { text: 'changed' } });
    // What the server knows better stays.
    act(() => void refreshTranscript(client, 'c1'));
    act(() => setDelivery(client, 'c1', 1, { delivery: 'delivered' }));
    await answers(transcriptEntry(1, 'changed', 'read'));
    await waitFor(() => expect(client.isFetching()).toBe(0));
    expect(entry(1)?.delivery).toBe('read');
  });

  it('asks once more for what it is told of before it has anything', async () => {
    const { client, answers, seqs } = setUp();
    if (!one || !two || !three) throw new Error('There are no entries');
    await waitFor(() => expect(client.isFetching()).toBe(1));
    act(() => addToTranscript(client, 'c1', [three]));
    await answers(one, two);
    await answers(one, two, three);
    await waitFor(() => expect(seqs()).toEqual([1, 2, 3]));
  });
});
