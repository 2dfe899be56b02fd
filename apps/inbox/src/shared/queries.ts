import type { ConversationView, RequestView } from '@baton/contracts';
import { orpc } from '@baton/ui';

/** What the list shows: a view, and what narrows it. */
export interface ListFilter {
  view: ConversationView;
  flowId: string | null;
  teamId: string | null;
  search: string;
}

const PAGE = 40;

export const listQuery = ({ view, flowId, teamId, search }: ListFilter) =>
  orpc.conversations.list.infiniteOptions({
    input: (cursor: string | undefined) => ({
      view,
      limit: PAGE,
      cursor,
      flowId: flowId ?? undefined,
      teamId: teamId ?? undefined,
      search: search === '' ? undefined : search,
    }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const requestsQuery = (view: RequestView) =>
  orpc.requests.list.infiniteOptions({
    input: (cursor: string | undefined) => ({ view, cursor, limit: PAGE }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** What rings for oneself when the connection stands for the nth time. */
export const ringingQuery = (generation: number) => ({
  ...orpc.requests.ringing.queryOptions(),
  queryKey: ['ringing', generation] as const,
  staleTime: Number.POSITIVE_INFINITY,
});

export const countsQuery = orpc.conversations.counts.queryOptions();

export const conversationQuery = (id: string) => orpc.conversations.get.queryOptions({ input: { id } });

export const flowsQuery = orpc.flows.list.queryOptions({ staleTime: 60_000 });

export const membersQuery = orpc.account.members.list.queryOptions();

export const operatorsQuery = orpc.operators.list.queryOptions();

export const teamsQuery = orpc.teams.list.queryOptions();

export const handoffQuery = orpc.handoff.get.queryOptions();

export const aiQuery = orpc.ai.get.queryOptions();

export const telegramOperatorsQuery = orpc.telegramOperators.get.queryOptions();

export const channelsQuery = orpc.channels.list.queryOptions();
