import {
  eventWords,
  type FileSource,
  FileSourceProvider,
  MediaViewsProvider,
  SystemLine,
  TypingDots,
} from '@baton/chat-ui';
import { mediaViews } from '@baton/chat-ui/media';
import type { ConversationDetail } from '@baton/contracts';
import { clockTime, errorMessage, useSession } from '@baton/ui';
import { Button, Loader } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { type ReactNode, useMemo, useRef } from 'react';
import type { Replies } from '../../shared/use-replies.ts';
import { useTranscript } from '../../shared/use-transcript.ts';
import { Message } from './message.tsx';
import { OutgoingMessage } from './outgoing-message.tsx';
import classes from './thread.module.css';
import { type ThreadItem, threadItems } from './thread-items.ts';
import { useReadMark } from './use-read-mark.ts';
import { useResend } from './use-resend.ts';
import { useStickToBottom } from './use-stick-to-bottom.ts';
import { useTypingNames } from './use-typing-names.ts';

interface ThreadProps {
  detail: ConversationDetail;
  replies: Replies;
}

/** By the cookie that every request of this page carries. */
const files: FileSource = { urlOf: (fileId) => `/api/files/${fileId}` };

/** The transcript of a conversation, live. */
export function Thread({ detail, replies }: ThreadProps) {
  const { user } = useSession();
  const scroller = useRef<HTMLDivElement>(null);
  const { entries = [], error, refetch, hasOlder, loadOlder, loadingOlder } = useTranscript(detail.id);
  const { resend, resending } = useResend(detail.id);
  const typing = useTypingNames(detail);
  const lastSeq = entries.at(-1)?.seq ?? 0;
  const known = useMemo(() => new Set(entries.map(({ clientId }) => clientId)), [entries]);
  const outgoing = replies.outgoing.filter(({ clientId }) => !known.has(clientId));
  const { atBottom, toBottom, onScroll } = useStickToBottom(
    scroller,
    entries[0]?.seq ?? 0,
    `${lastSeq} ${outgoing.length} ${typing.length}`,
  );
  const newAfter = useReadMark(detail, lastSeq, atBottom);
  const items = useMemo(() => threadItems(entries, newAfter), [entries, newAfter]);
  const unseen = atBottom ? 0 : entries.filter(({ seq }) => newAfter !== null && seq > newAfter).length;

  return (
    <div className={classes.thread}>
      <div
        className={classes.scroller}
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        tabIndex={0}
        onScroll={(event) => {
          onScroll();
          if (event.currentTarget.scrollTop < 200 && hasOlder) void loadOlder();
        }}
      >
        <div
          className={`chat ${classes.log}`}
          role="log"
          aria-label={`Conversation with ${detail.contact.name}`}
          aria-busy={loadingOlder}
        >
          {hasOlder && (
            <div className={classes.older}>
              {loadingOlder ? (
                <Loader size="xs" aria-label="Loading older messages" />
              ) : (
                <Button variant="subtle" size="xs" onClick={() => void loadOlder()}>
                  Show older messages
                </Button>
              )}
            </div>
          )}
          <MediaViewsProvider value={mediaViews}>
            <FileSourceProvider value={files}>
              {items.map((item) => (
                <Item key={item.key} item={item}>
                  {item.kind === 'message' && (
                    <Message
                      entries={entries}
                      index={item.index}
                      entry={item.entry}
                      first={item.first}
                      last={item.last}
                      customer={detail.contact.name}
                      me={user.id}
                      onResend={resend}
                      resending={resending}
                    />
                  )}
                </Item>
              ))}
              {outgoing.map((message) => (
                <OutgoingMessage
                  key={message.clientId}
                  message={message}
                  onRetry={() => replies.retry(message)}
                  onDiscard={() => replies.takeBack(message)}
                />
              ))}
            </FileSourceProvider>
          </MediaViewsProvider>
          {typing.length > 0 && <TypingDots name={typing.join(' and ')} />}
        </div>
        {error && entries.length === 0 && (
          <div className={classes.older}>
            <p>{errorMessage(error)}</p>
            <Button size="xs" onClick={() => void refetch()}>
              Try again
            </Button>
          </div>
        )}
      </div>
      {!atBottom && (
        <button type="button" className={classes.newest} onClick={toBottom}>
          <IconArrowDown size={14} stroke={2} aria-hidden />
          {unseen > 0 ? `${unseen} new` : 'Newest'}
        </button>
      )}
    </div>
  );
}

function Item({ item, children }: { item: ThreadItem; children: ReactNode }) {
  switch (item.kind) {
    case 'day':
      return <SystemLine>{dayWords(new Date(item.at))}</SystemLine>;
    case 'new':
      return (
        <div className={classes.new}>
          <span>New since you looked</span>
        </div>
      );
    case 'line': {
      const { content, at } = item.entry;
      if (content.kind !== 'event') return null;
      return (
        <SystemLine at={at} time={clockTime(new Date(at))}>
          {eventWords[content.event](content.by)}
          {content.detail && `: ${content.detail}`}
        </SystemLine>
      );
    }
    case 'message':
      return children;
  }
}

function dayWords(date: Date): string {
  const today = new Date();
  if (date.toDateString() === today.toDateString()) return 'Today';
  today.setDate(today.getDate() - 1);
  if (date.toDateString() === today.toDateString()) return 'Yesterday';
  return date.toLocaleDateString(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
}
