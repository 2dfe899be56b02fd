import { type ConversationView, conversationViews } from '@baton/contracts';
import { useSession } from '@baton/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { InboxUrl } from '../../shared/inbox-url.ts';
import { countsQuery } from '../../shared/queries.ts';
import classes from './view-tabs.module.css';

export const viewWords = {
  open: 'Open',
  waiting: 'Waiting',
  mine: 'Mine',
  stalled: 'Bot stuck',
  needs_review: 'Needs review',
  unread: 'Unread',
  closed: 'Closed',
  archived: 'Archived',
} satisfies Record<ConversationView, string>;

/** What is done with needs no count: it only grows. */
const uncounted: ReadonlySet<ConversationView> = new Set(['closed', 'archived']);

/**
 * The views of the list as links, with how much is in each. Where customers can't ask for a person, nobody waits for
 * one, and the view is there only until the last who does was answered. Where the bot is stuck nowhere, nor is that view.
 */
export function ViewTabs({ url }: { url: InboxUrl }) {
  const { handoffEnabled } = useSession().workspace;
  const { data: counts } = useQuery(countsQuery);
  function isShown(view: ConversationView): boolean {
    if (view === url.filter.view) return true;
    if (view === 'stalled') return (counts?.stalled ?? 0) > 0;
    return view !== 'waiting' || handoffEnabled || counts?.waiting !== 0;
  }
  return (
    <nav aria-label="Views" className={classes.tabs}>
      {conversationViews.filter(isShown).map((view) => {
        const count = uncounted.has(view) ? 0 : (counts?.[view] ?? 0);
        return (
          <Link
            key={view}
            to={url.hrefOfView(view)}
            replace
            className={classes.tab}
            aria-current={view === url.filter.view ? 'page' : undefined}
            data-urgent={(view === 'waiting' && count > 0) || undefined}
          >
            {viewWords[view]}
            {count > 0 && <span className={classes.count}>{count > 99 ? '99+' : count}</span>}
          </Link>
        );
      })}
    </nav>
  );
}
