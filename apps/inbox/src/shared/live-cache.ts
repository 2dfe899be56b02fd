import type { ConversationDetail, StaffServerEvents } from '@baton/contracts';
import { orpc } from '@baton/ui';
import type { QueryClient } from '@tanstack/react-query';
import { askAgain } from './ask-again.ts';
import { type ConversationPages, patchPages, withNews, withoutUnread } from './conversation-pages.ts';
import { conversationQuery } from './queries.ts';
import { addToTranscript } from './use-transcript.ts';

type ConversationNews = Parameters<StaffServerEvents['conversation.changed']>[0];

const lists = orpc.conversations.list.key();

/** Shows news at once; what only the server knows (order, counts, answers) is asked for afterwards. */
export function applyNews(queryClient: QueryClient, { row, messages }: ConversationNews): void {
  for (const [key] of queryClient.getQueriesData<ConversationPages>({ queryKey: lists })) {
    const byActivity = !JSON.stringify(key).includes('"view":"waiting"');
    queryClient.setQueryData<ConversationPages>(key, (pages) => pages && patchPages(pages, row, byActivity));
  }
  const { queryKey } = conversationQuery(row.id);
  queryClient.setQueryData<ConversationDetail>(queryKey, (detail) => detail && { ...detail, ...withNews(detail, row) });
  addToTranscript(queryClient, row.id, messages);
  void askAgain(queryClient, queryKey);
}

/** What a command answered is the newest truth about the conversation. */
export function applyDetail(queryClient: QueryClient, detail: ConversationDetail): void {
  const { queryKey } = conversationQuery(detail.id);
  queryClient.setQueryData<ConversationDetail>(queryKey, (now) => (now && now.version > detail.version ? now : detail));
  void refreshLists(queryClient);
}

export function applyRead(queryClient: QueryClient, id: string): void {
  for (const [key] of queryClient.getQueriesData<ConversationPages>({ queryKey: lists })) {
    queryClient.setQueryData<ConversationPages>(key, (pages) => pages && withoutUnread(pages, id));
  }
  queryClient.setQueryData<ConversationDetail>(
    conversationQuery(id).queryKey,
    (detail) => detail && { ...detail, unread: 0 },
  );
}

export async function refreshLists(queryClient: QueryClient): Promise<void> {
  await Promise.all([
    askAgain(queryClient, lists),
    askAgain(queryClient, orpc.conversations.counts.key()),
    askAgain(queryClient, orpc.requests.key()),
  ]);
}
