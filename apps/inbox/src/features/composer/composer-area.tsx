import type { ConversationDetail } from '@baton/contracts';
import { useNow, useSession, useStaffSocket } from '@baton/ui';
import { type RefObject, useState } from 'react';
import type { ConversationActions } from '../../shared/use-conversation-actions.ts';
import type { Replies } from '../../shared/use-replies.ts';
import { ClosedBar, OtherBar, PhoneBar, ReadOnlyBar, TakeOverBar } from './bars.tsx';
import classes from './composer-area.module.css';
import { CommandProblemNotice, OfflineNotice, RefusedReplyNotice, WindowNotice } from './composer-notices.tsx';
import { type ComposerDialog, type ComposerState, composerState } from './composer-state.ts';
import { OfferedBar } from './offered-bar.tsx';
import { ReplyEditor } from './reply-editor.tsx';
import { replyWindow } from './reply-window.ts';
import { RingingBar } from './ringing-bar.tsx';
import { TemplateBar } from './template-bar.tsx';

interface ComposerAreaProps {
  detail: ConversationDetail;
  actions: ConversationActions;
  replies: Replies;
  editorRef: RefObject<HTMLTextAreaElement | null>;
  /** Leads to the reply's field, which may be about to appear. */
  onWrite: () => void;
  onAsk: (dialog: ComposerDialog) => void;
}

/** The place below the thread: what can be done here, now, by me. */
export function ComposerArea(props: ComposerAreaProps) {
  const { detail, actions, replies } = props;
  const { user, canHandoff, supervisor } = useSession();
  const { status } = useStaffSocket();
  const [rejectedAt, setRejectedAt] = useState<string | null>(null);
  const rejected = rejectedAt !== null && rejectedAt === detail.mode.since;
  const window = replyWindow(detail.writableUntil, useNow(detail.writableUntil === null ? null : 15_000));
  const windowClosed = window?.open === false;
  const state = composerState(detail, { userId: user.id, canHandoff, supervisor }, { rejected, windowClosed });

  return (
    <section className={classes.area} data-state={state.kind} aria-label="Reply">
      {status === 'offline' && <OfflineNotice />}
      {actions.problem && <CommandProblemNotice problem={actions.problem} onClose={actions.dismiss} />}
      {replies.refusal && <RefusedReplyNotice refusal={replies.refusal} />}
      {window?.open && state.kind !== 'closed' && <WindowNotice window={window} until={detail.writableUntil} />}
      <Bar {...props} state={state} onReject={() => actions.reject(() => setRejectedAt(detail.mode.since))} />
    </section>
  );
}

function Bar({ state, onReject, ...props }: ComposerAreaProps & { state: ComposerState; onReject: () => void }) {
  const { detail, actions, replies, editorRef, onWrite, onAsk } = props;
  const busy = actions.pending;
  switch (state.kind) {
    case 'take_over':
      return (
        <TakeOverBar
          state={state}
          conversationId={detail.id}
          busy={busy}
          onTakeOver={() => actions.takeOver(onWrite)}
        />
      );
    case 'ringing':
      return (
        <RingingBar
          state={state}
          contactName={detail.contact.name}
          busy={busy}
          onAccept={() => actions.accept(onWrite)}
          onReject={onReject}
        />
      );
    case 'offered':
      return (
        <OfferedBar
          state={state}
          busy={busy}
          onAnswer={(accept) => actions.answerTransfer(accept, accept ? onWrite : undefined)}
        />
      );
    case 'mine':
      return (
        <ReplyEditor
          offeredTo={state.offeredTo}
          conversationId={detail.id}
          contactName={detail.contact.name}
          busy={busy}
          replies={replies}
          editorRef={editorRef}
          onAsk={onAsk}
        />
      );
    case 'templates_only':
      return <TemplateBar detail={detail} mine={state.mine} onAsk={onAsk} />;
    case 'phone':
      return (
        <PhoneBar
          state={state}
          conversationId={detail.id}
          busy={busy}
          onTakeOver={() => actions.takeOver(onWrite)}
          onAsk={onAsk}
        />
      );
    case 'other':
      return (
        <OtherBar
          state={state}
          conversationId={detail.id}
          busy={busy}
          onTakeOver={() => actions.takeOver(onWrite)}
          onAsk={onAsk}
        />
      );
    case 'closed':
      return (
        <ClosedBar state={state} conversationId={detail.id} busy={busy} onReopen={() => actions.reopen(onWrite)} />
      );
    case 'read_only':
      return <ReadOnlyBar reason={state.reason} />;
  }
}
