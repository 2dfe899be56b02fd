import type { ConversationRow, ConversationView } from '@baton/contracts';
import { EmptyState, errorMessage, useSession } from '@baton/ui';
import { Button, Loader, Skeleton } from '@mantine/core';
import { IconArrowUp, IconInbox, IconPlugConnectedX } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { InboxUrl } from '../../shared/inbox-url.ts';
import { listQuery } from '../../shared/queries.ts';
import { ConversationItem } from './conversation-item.tsx';
import classes from './conversation-list.module.css';
import { ListTools } from './list-tools.tsx';
import { shownRows } from './shown-rows.ts';
import { ViewTabs, viewWords } from './view-tabs.tsx';

const emptyWords = {
  open: ['No open conversations', 'Every conversation that a customer starts appears here, the newest first.'],
  waiting: ['Nobody is waiting', 'Customers who ask for a person appear here, the longest wait first.'],
  mine: ['You have no conversations', 'Conversations that you take over appear here until you hand them back.'],
  stalled: [
    'The bot is stuck nowhere',
    'Conversations in which the bot does not understand the customer, or could not go on, appear here.',
  ],
  needs_review: ['Nothing to review', 'What the bot collected and submitted for review appears here.'],
  unread: ['All read', 'Conversations with something you have not seen appear here.'],
  closed: ['Nothing closed yet', 'Resolved and ended conversations appear here.'],
  archived: ['Nothing archived', 'Conversations that you archive appear here.'],
} satisfies Record<ConversationView, [title: string, text: string]>;

interface ConversationListProps {
  url: InboxUrl;
  /** Rows in the order shown, for the J and K keys. */
  onRows: (ids: readonly string[]) => void;
}

/** The left pane: views, search, and the conversations of a view. */
export function ConversationList({ url, onRows }: ConversationListProps) {
  const { filter } = url;
  return (
    <section className={classes.pane} aria-label="Conversations">
      <header className={classes.head}>
        <ListTools url={url} />
        <ViewTabs url={url} />
      </header>
      <Rows key={`${filter.view} ${filter.flowId} ${filter.teamId} ${filter.search}`} url={url} onRows={onRows} />
    </section>
  );
}

function Rows({ url, onRows }: ConversationListProps) {
  const { filter, selectedId } = url;
  const query = useInfiniteQuery(listQuery(filter));
  const { rows, fresh, hold, scroller, onScroll } = useSteadyRows(query.data?.pages, selectedId);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;

  useEffect(() => onRows(rows.map(({ id }) => id)), [rows, onRows]);

  if (query.isPending) return <LoadingRows />;
  if (query.isError && rows.length === 0) {
    return (
      <EmptyState
        icon={<IconPlugConnectedX size={28} stroke={1.5} />}
        title="The list could not be loaded"
        action={<Button onClick={() => void query.refetch()}>Try again</Button>}
      >
        {errorMessage(query.error)}
      </EmptyState>
    );
  }
  return (
    <div className={classes.rows}>
      {hold && fresh > 0 && (
        <button type="button" className={classes.fresh} onClick={() => scroller.current?.scrollTo({ top: 0 })}>
          <IconArrowUp size={14} stroke={2} aria-hidden /> {fresh} new
        </button>
      )}
      <div
        className={classes.scroller}
        ref={scroller}
        onScroll={(event) => {
          onScroll();
          const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
          const nearEnd = scrollHeight - scrollTop - clientHeight < 600;
          if (nearEnd && hasNextPage && !isFetchingNextPage) void fetchNextPage();
        }}
      >
        {rows.length === 0 ? (
          <NothingHere filter={filter} />
        ) : (
          <RowList rows={rows} url={url} label={viewWords[filter.view]} />
        )}
        {hasNextPage && (
          <div className={classes.more}>
            {isFetchingNextPage ? (
              <Loader size="xs" aria-label="Loading more" />
            ) : (
              <Button variant="subtle" size="xs" onClick={() => void fetchNextPage()}>
                Show more
              </Button>
            )}
          </div>
        )}
      </div>
    </div>
  );
}

/** Rows that do not jump while somebody reads further down. */
function useSteadyRows(pages: { rows: ConversationRow[] }[] | undefined, selectedId: string | null) {
  const scroller = useRef<HTMLDivElement>(null);
  const [hold, setHold] = useState(false);
  const [shown, setShown] = useState<readonly ConversationRow[]>([]);
  const rows = pages?.flatMap((page) => page.rows) ?? [];
  const next = shownRows(shown, rows, { hold, selectedId });
  const changed = next.rows.length !== shown.length || next.rows.some((row, index) => row !== shown[index]);
  // What is shown depends on what was shown before, so it is state, brought up to date while rendering.
  if (changed) setShown(next.rows);
  const onScroll = () => setHold((scroller.current?.scrollTop ?? 0) > 40);
  return { rows: changed ? next.rows : shown, fresh: next.fresh, hold, scroller, onScroll };
}

function RowList({ rows, url, label }: { rows: readonly ConversationRow[]; url: InboxUrl; label: string }) {
  const { user } = useSession();
  const links = useRef(new Map<string, HTMLAnchorElement>());
  const [focusId, setFocusId] = useState<string | null>(null);
  const known = (id: string | null) => (rows.some((row) => row.id === id) ? id : null);
  const tabbable = known(focusId) ?? known(url.selectedId) ?? rows[0]?.id;

  useEffect(() => {
    if (url.selectedId) links.current.get(url.selectedId)?.scrollIntoView({ block: 'nearest' });
  }, [url.selectedId]);

  function onKeyDown(event: KeyboardEvent, index: number) {
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: rows.length - 1 }[event.key];
    const row = to === undefined ? undefined : rows[to];
    if (!row) return;
    event.preventDefault();
    links.current.get(row.id)?.focus();
  }

  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari takes the list away from lists without bullets.
    <ul className={classes.list} role="list" aria-label={label}>
      {rows.map((row, index) => (
        <li key={row.id}>
          <ConversationItem
            row={row}
            href={url.hrefOf(row.id)}
            selected={row.id === url.selectedId}
            tabbable={row.id === tabbable}
            me={user.id}
            onFocus={() => setFocusId(row.id)}
            onKeyDown={(event) => onKeyDown(event, index)}
            linkRef={(link) => {
              if (link) links.current.set(row.id, link);
              return () => void links.current.delete(row.id);
            }}
          />
        </li>
      ))}
    </ul>
  );
}

function NothingHere({ filter }: { filter: InboxUrl['filter'] }) {
  if (filter.search !== '' || filter.flowId !== null) {
    return (
      <EmptyState icon={<IconInbox size={28} stroke={1.5} />} title="Nothing found">
        No conversation in {viewWords[filter.view]} matches. Try another word, or another view.
      </EmptyState>
    );
  }
  const [title, text] = emptyWords[filter.view];
  return (
    <EmptyState
      icon={<IconInbox size={28} stroke={1.5} />}
      title={title}
      // Wider screens have the first steps beside the list.
      action={
        filter.view === 'open' && (
          <Button component="a" href="/demo" target="_blank" hiddenFrom="sm">
            Try it as a visitor
          </Button>
        )
      }
    >
      {text}
    </EmptyState>
  );
}

function LoadingRows() {
  return (
    <div className={classes.scroller} aria-busy="true" role="status" aria-label="Loading conversations">
      {['a', 'b', 'c', 'd', 'e'].map((key) => (
        <div key={key} className={classes.loading}>
          <Skeleton circle height={40} />
          <div style={{ flex: 1 }}>
            <Skeleton height={12} width="50%" />
            <Skeleton height={10} mt={8} width="85%" />
          </div>
        </div>
      ))}
    </div>
  );
}
