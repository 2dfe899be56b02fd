import type { TranscriptEntry } from '@baton/contracts';
import { api } from '@baton/ui';
import { type QueryClient, skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { askAgain } from './ask-again.ts';
import { firstGap, type Moved, mergeEntries, type Transcript, withDelivery, withNews } from './transcript.ts';

const PAGE = 60;
/** More missing than this, and the old part is dropped: it is loaded again when somebody scrolls back to it. */
const GAP_LIMIT = 400;
const NEWEST = 2_147_483_647;

const keyOf = (id: string) => ['transcript', id] as const;

/** Fetches the newest page and whatever is missing between it and what is known. */
async function fetchTranscript(id: string, known: readonly TranscriptEntry[]): Promise<Transcript> {
  const { messages: newest } = await api.conversations.messages({ id, before: NEWEST, limit: PAGE });
  let entries = mergeEntries(known, newest);
  for (let gap = firstGap(entries); gap !== null; gap = firstGap(entries)) {
    const { after, before } = gap;
    if (before - after > GAP_LIMIT) return { entries: newest };
    const { messages } = await api.conversations.messages({ id, after, limit: 200 });
    const missing = messages.filter(({ seq }) => seq < before);
    if (missing.length === 0) return { entries: newest };
    entries = mergeEntries(entries, missing);
  }
  return { entries };
}

/** As `fetchTranscript`, with whatever is told meanwhile: the answer may have been read before that happened. */
async function fetchBesideNews(queryClient: QueryClient, id: string): Promise<Transcript> {
  const known = () => queryClient.getQueryData<Transcript>(keyOf(id))?.entries ?? [];
  const before = known();
  const { entries } = await fetchTranscript(id, before);
  const unchanged = new Set(before);
  return {
    entries: withNews(
      entries,
      known().filter((entry) => !unchanged.has(entry)),
    ),
  };
}

/** The transcript of a conversation: its newest part at once, older parts on demand, live by `addToTranscript`. */
export function useTranscript(id: string) {
  const queryClient = useQueryClient();
  const query = useQuery({
    queryKey: keyOf(id),
    queryFn: () => fetchBesideNews(queryClient, id),
    staleTime: 0,
  });
  const entries = query.data?.entries;
  const first = entries?.[0]?.seq ?? 1;
  const [loadingOlder, setLoadingOlder] = useState(false);
  const busy = useRef(false);

  const loadOlder = useCallback(async () => {
    if (busy.current || first <= 1) return;
    busy.current = true;
    setLoadingOlder(true);
    try {
      const { messages } = await api.conversations.messages({ id, before: first, limit: PAGE });
      queryClient.setQueryData<Transcript>(keyOf(id), (now) => ({
        entries: mergeEntries(messages, now?.entries ?? []),
      }));
    } finally {
      busy.current = false;
      setLoadingOlder(false);
    }
  }, [id, first, queryClient]);

  return { entries, error: query.error, refetch: query.refetch, hasOlder: first > 1, loadOlder, loadingOlder };
}

/** What is known of a transcript that is on screen, live, without asking for more. */
export function useKnownEntries(id: string): readonly TranscriptEntry[] {
  const { data } = useQuery<Transcript>({ queryKey: keyOf(id), queryFn: skipToken });
  return data?.entries ?? nothing;
}

const nothing: readonly TranscriptEntry[] = [];

/** Puts entries that the server told of into a transcript that is on screen, and asks for what is missing between. */
export function addToTranscript(queryClient: QueryClient, id: string, messages: readonly TranscriptEntry[]): void {
  const known = queryClient.getQueryData<Transcript>(keyOf(id));
  if (!known) return void refreshTranscript(queryClient, id);
  const entries = mergeEntries(known.entries, messages);
  queryClient.setQueryData<Transcript>(keyOf(id), { entries });
  if (firstGap(entries) !== null) void refreshTranscript(queryClient, id);
}

export function setDelivery(queryClient: QueryClient, id: string, seq: number, moved: Moved): void {
  queryClient.setQueryData<Transcript>(keyOf(id), (now) => now && { entries: withDelivery(now.entries, seq, moved) });
}

/** Shows a message as its author has changed it. */
export function setContent(
  queryClient: QueryClient,
  id: string,
  seq: number,
  content: TranscriptEntry['content'],
): void {
  queryClient.setQueryData<Transcript>(
    keyOf(id),
    (now) => now && { entries: now.entries.map((entry) => (entry.seq === seq ? { ...entry, content } : entry)) },
  );
}

export function refreshTranscript(queryClient: QueryClient, id: string): Promise<void> {
  return askAgain(queryClient, keyOf(id));
}

/** After a time without news: everything on screen may have changed. */
export function refreshTranscripts(queryClient: QueryClient): Promise<void> {
  return askAgain(queryClient, ['transcript']);
}
