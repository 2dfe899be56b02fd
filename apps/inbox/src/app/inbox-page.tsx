import { type Command, useCommands } from '@baton/ui';
import { useMediaQuery } from '@mantine/hooks';
import { IconInbox } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useNavigate } from 'react-router';
import { ConversationList } from '../features/conversation-list/conversation-list.tsx';
import { viewWords } from '../features/conversation-list/view-tabs.tsx';
import { useInboxUrl } from '../shared/inbox-url.ts';
import { ConversationPane } from './conversation-pane.tsx';
import classes from './inbox-page.module.css';
import { NothingSelected } from './nothing-selected.tsx';
import { useLetterKeys } from './use-letter-keys.ts';

/** List, thread and context; one pane at a time on phones. */
export function InboxPage() {
  const url = useInboxUrl();
  const phone = useMediaQuery('(max-width: 40em)') ?? false;
  const order = useRef<readonly string[]>([]);
  const onRows = useCallback((ids: readonly string[]) => {
    order.current = ids;
  }, []);

  // Keys can come faster than pages change: the next one starts from where the last one led.
  const cursor = useRef(url.selectedId);
  useEffect(() => {
    cursor.current = url.selectedId;
  }, [url.selectedId]);

  function move(step: number) {
    const ids = order.current;
    const at = cursor.current === null ? -1 : ids.indexOf(cursor.current);
    const next = ids[at === -1 ? 0 : at + step];
    if (!next) return;
    cursor.current = next;
    url.select(next);
  }
  useLetterKeys([
    ['J', () => move(1)],
    ['K', () => move(-1)],
  ]);
  useCommands(useViewCommands());

  const { selectedId } = url;
  return (
    <main className={classes.page} data-selected={selectedId !== null || undefined}>
      <h1 className={classes.hidden}>Inbox</h1>
      {(!phone || selectedId === null) && (
        <div className={classes.list}>
          <ConversationList url={url} onRows={onRows} />
        </div>
      )}
      {selectedId !== null && <ConversationPane key={selectedId} id={selectedId} url={url} />}
      {selectedId === null && !phone && <NothingSelected />}
    </main>
  );
}

function useViewCommands(): Command[] {
  const navigate = useNavigate();
  return useMemo(
    () =>
      Object.entries(viewWords).map(([view, words]) => ({
        id: `view-${view}`,
        label: words,
        group: 'Views',
        icon: <IconInbox size={18} stroke={1.75} />,
        run: () => void navigate(`/inbox?view=${view}`),
      })),
    [navigate],
  );
}
