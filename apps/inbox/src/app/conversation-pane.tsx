import type { ConversationDetail } from '@baton/contracts';
import { EmptyState, errorCode, errorMessage, useSession } from '@baton/ui';
import { Button, Drawer, Loader } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconMessageOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Link } from 'react-router';
import { ComposerArea } from '../features/composer/composer-area.tsx';
import { ComposerDialogs } from '../features/composer/composer-dialogs.tsx';
import { type ComposerDialog, composerState } from '../features/composer/composer-state.ts';
import { ContextPanel } from '../features/context/context-panel.tsx';
import { Thread } from '../features/thread/thread.tsx';
import { ThreadHeader } from '../features/thread/thread-header.tsx';
import type { InboxUrl } from '../shared/inbox-url.ts';
import { conversationQuery } from '../shared/queries.ts';
import { useStored } from '../shared/stored.ts';
import { type ConversationActions, useConversationActions } from '../shared/use-conversation-actions.ts';
import { useReplies } from '../shared/use-replies.ts';
import classes from './inbox-page.module.css';
import { useConversationCommands } from './use-conversation-commands.tsx';
import { useFocusEditor } from './use-focus-editor.ts';
import { useLetterKeys } from './use-letter-keys.ts';

/** One conversation: its thread, what can be done, and what is known. */
export function ConversationPane({ id, url }: { id: string; url: InboxUrl }) {
  const query = useQuery(conversationQuery(id));
  if (query.data) return <Loaded detail={query.data} url={url} />;
  if (!query.isError) {
    return (
      <div className={classes.loading}>
        <Loader size="sm" aria-label="Loading the conversation" />
      </div>
    );
  }
  const gone = errorCode(query.error) === 'NOT_FOUND';
  return (
    <div className={classes.empty}>
      <EmptyState
        icon={<IconMessageOff size={32} stroke={1.5} />}
        title={gone ? 'This conversation does not exist' : 'The conversation could not be loaded'}
        action={
          gone ? (
            <Button component={Link} to={url.hrefOf(null)} variant="default">
              Back to the list
            </Button>
          ) : (
            <Button onClick={() => void query.refetch()}>Try again</Button>
          )
        }
      >
        {errorMessage(query.error)}
      </EmptyState>
    </div>
  );
}

function Loaded({ detail, url }: { detail: ConversationDetail; url: InboxUrl }) {
  const actions = useConversationActions(detail.id);
  const replies = useReplies(detail.id);
  const editorRef = useRef<HTMLTextAreaElement>(null);
  const write = useFocusEditor(editorRef);
  const [dialog, setDialog] = useState<ComposerDialog>(null);
  const context = useContextPane();

  useConversationKeys({ detail, actions, write, ask: setDialog });
  useConversationCommands({ detail, actions, write, ask: setDialog });

  const panel = <ContextPanel detail={detail} actions={actions} hrefOf={url.hrefOf} />;
  return (
    <>
      <section className={classes.conversation} aria-label={`Conversation with ${detail.contact.name}`}>
        <ThreadHeader
          detail={detail}
          backHref={url.hrefOf(null)}
          contextOpen={context.open}
          onToggleContext={context.toggle}
        />
        <Thread detail={detail} replies={replies} />
        <ComposerArea
          detail={detail}
          actions={actions}
          replies={replies}
          editorRef={editorRef}
          onWrite={write}
          onAsk={setDialog}
        />
      </section>
      {context.wide && context.open && (
        <aside className={classes.context} aria-label="Details">
          {panel}
        </aside>
      )}
      {!context.wide && (
        <Drawer
          opened={context.open}
          onClose={context.toggle}
          position="right"
          size={context.phone ? '100%' : 360}
          title="Details"
          padding={0}
          styles={{ header: { padding: '12px 16px' } }}
        >
          {panel}
        </Drawer>
      )}
      <ComposerDialogs open={dialog} detail={detail} actions={actions} onClose={() => setDialog(null)} />
    </>
  );
}

/** Beside the thread on wide screens, where each person keeps it open or closed; a drawer on others. */
function useContextPane() {
  // Rail 56, list 320, details 320: the thread keeps 480 at least.
  const wide = useMediaQuery('(min-width: 73.5em)', true, { getInitialValueInEffect: false }) ?? true;
  const phone = useMediaQuery('(max-width: 40em)') ?? false;
  const [kept, keep] = useStored('baton.details');
  const [drawer, { toggle }] = useDisclosure(false);
  const open = wide ? kept !== 'closed' : drawer;
  return { wide, phone, open, toggle: wide ? () => keep(open ? 'closed' : '') : toggle };
}

interface ConversationKeys {
  detail: ConversationDetail;
  actions: ConversationActions;
  /** Leads to the reply's field. */
  write: () => void;
  ask: (dialog: ComposerDialog) => void;
}

/** T, R, B and E: each does something only where its button is there to be seen. */
function useConversationKeys({ detail, actions, write, ask }: ConversationKeys) {
  const { user, canHandoff, supervisor } = useSession();
  const state = composerState(detail, { userId: user.id, canHandoff, supervisor });
  const mayClose = state.kind === 'mine' || state.kind === 'phone' || (state.kind === 'other' && state.canTakeOver);
  useLetterKeys([
    [
      'T',
      () => {
        if (state.kind === 'ringing') actions.accept(write);
        else if (state.kind === 'take_over' || state.kind === 'phone' || (state.kind === 'other' && state.canTakeOver))
          actions.takeOver(write);
        else if (state.kind === 'closed') actions.reopen(write);
      },
    ],
    ['R', () => state.kind === 'mine' && write()],
    ['B', () => mayClose && ask('hand back')],
    ['E', () => mayClose && ask('resolve')],
  ]);
}
