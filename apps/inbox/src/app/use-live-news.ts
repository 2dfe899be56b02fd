import { orpc, useStaffEvents, useStaffSocket } from '@baton/ui';
import { useDebouncedCallback } from '@mantine/hooks';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { applyNews, refreshLists } from '../shared/live-cache.ts';
import { refreshTranscripts, setContent, setDelivery } from '../shared/use-transcript.ts';

/** Many changes in a moment are one refetch. */
const SETTLE_MS = 300;

/** Keeps what is on screen as new as the server: news at once, and everything again after a gap. */
export function useLiveNews(): void {
  const queryClient = useQueryClient();
  const { generation } = useStaffSocket();
  const settle = useDebouncedCallback(() => void refreshLists(queryClient), {
    delay: SETTLE_MS,
    flushOnUnmount: false,
  });

  useStaffEvents({
    'conversation.changed': (news) => {
      applyNews(queryClient, news);
      settle();
    },
    'delivery.changed': ({ conversationId, seq, ...moved }) => setDelivery(queryClient, conversationId, seq, moved),
    'message.edited': ({ conversationId, seq, content }) => {
      setContent(queryClient, conversationId, seq, content);
      // It may be the line that a list shows.
      settle();
    },
    'contact.changed': () => void queryClient.invalidateQueries({ queryKey: orpc.conversations.get.key() }),
    'presence.changed': () => void refreshPeople(queryClient),
    'operators.changed': () => {
      void refreshPeople(queryClient);
      void queryClient.invalidateQueries({ queryKey: orpc.account.session.key() });
    },
    'handoff.settled': () => settle(),
  });

  useEffect(() => {
    // The first connection missed nothing that was not just fetched; every later one may have.
    if (generation < 2) return;
    void refreshLists(queryClient);
    void refreshTranscripts(queryClient);
    void queryClient.invalidateQueries({ queryKey: orpc.conversations.get.key() });
  }, [generation, queryClient]);
}

/** Who is there, and what they take. */
function refreshPeople(queryClient: QueryClient) {
  return Promise.all(
    [orpc.account.members.list.key(), orpc.operators.key(), orpc.teams.key(), orpc.handoff.key()].map((queryKey) =>
      queryClient.invalidateQueries({ queryKey }),
    ),
  );
}
