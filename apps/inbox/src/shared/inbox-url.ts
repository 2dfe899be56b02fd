import { type ConversationView, conversationViewSchema } from '@baton/contracts';
import { useCallback, useMemo } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { ListFilter } from './queries.ts';

/** Where the inbox is: the view, its filters and the selected conversation all live in the address. */
export interface InboxUrl {
  filter: ListFilter;
  selectedId: string | null;
  /** The address of a conversation in the current view; of the list alone for null. */
  hrefOf: (conversationId: string | null) => string;
  hrefOfView: (view: ConversationView) => string;
  select: (conversationId: string | null) => void;
  narrow: (change: { flowId?: string | null; teamId?: string | null; search?: string }) => void;
}

export function useInboxUrl(): InboxUrl {
  const { conversationId } = useParams();
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const query = search.toString();

  const filter = useMemo(() => filterOf(new URLSearchParams(query)), [query]);
  const hrefOf = useCallback((id: string | null) => hrefWith(id, query), [query]);
  const select = useCallback((id: string | null) => void navigate(hrefWith(id, query)), [navigate, query]);
  const hrefOfView = useCallback(
    (view: ConversationView) => {
      const next = new URLSearchParams(query);
      next.set('view', view);
      return hrefWith(conversationId ?? null, next.toString());
    },
    [conversationId, query],
  );
  const narrow = useCallback(
    (change: { flowId?: string | null; teamId?: string | null; search?: string }) =>
      setSearch(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, value] of [
            ['flow', change.flowId],
            ['team', change.teamId],
            ['q', change.search],
          ] as const) {
            if (value === undefined) continue;
            if (value === null || value === '') next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: true },
      ),
    [setSearch],
  );
  return { filter, selectedId: conversationId ?? null, hrefOf, hrefOfView, select, narrow };
}

function filterOf(search: URLSearchParams): ListFilter {
  const view = conversationViewSchema.safeParse(search.get('view'));
  return {
    view: view.success ? view.data : 'open',
    flowId: search.get('flow'),
    teamId: search.get('team'),
    search: (search.get('q') ?? '').slice(0, 200),
  };
}

function hrefWith(id: string | null, query: string): string {
  const path = id === null ? '/inbox' : `/inbox/c/${encodeURIComponent(id)}`;
  return query === '' ? path : `${path}?${query}`;
}
