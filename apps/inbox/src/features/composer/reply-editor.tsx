import { AttachButton, Composer, useAttachments } from '@baton/chat-ui';
import { AttachmentTray } from '@baton/chat-ui/media';
import { useSession, useStaffSocket } from '@baton/ui';
import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { attachmentsOf } from '../../shared/attachments.ts';
import { draftKey } from '../../shared/draft-key.ts';
import { sentHere } from '../../shared/outgoing.ts';
import { useStored } from '../../shared/stored.ts';
import type { Replies } from '../../shared/use-replies.ts';
import { useKnownEntries } from '../../shared/use-transcript.ts';
import classes from './composer-area.module.css';
import type { ComposerDialog } from './composer-state.ts';
import { MoreMenu } from './more-menu.tsx';
import { type SaidSince, saidSince } from './said-since.ts';
import { useFileDrop } from './use-file-drop.ts';

interface ReplyEditorProps {
  conversationId: string;
  contactName: string;
  busy: string | null;
  /** Who was asked to take the conversation over. */
  offeredTo: string | null;
  replies: Replies;
  editorRef: RefObject<HTMLTextAreaElement | null>;
  onAsk: (dialog: ComposerDialog) => void;
}

/** The conversation is mine: write, hand back, or close it. */
export function ReplyEditor({
  conversationId,
  contactName,
  busy,
  offeredTo,
  replies,
  editorRef,
  onAsk,
}: ReplyEditorProps) {
  const [draft, setDraft] = useStored(draftKey(conversationId));
  const typing = useTypingSignal(conversationId);
  const attachments = attachmentsOf(conversationId);
  const { some, settled } = useAttachments(attachments);
  const dropping = useFileDrop(attachments.add);
  const between = useSaidSince(conversationId, contactName, draft);

  function send(text: string) {
    replies.send(text, attachments.take());
    setDraft('');
    typing(false);
  }

  return (
    <>
      <div role="status" className={classes.between}>
        {between && (
          <p className={classes.preview} title={between.words}>
            <b>While you were writing</b> {between.more > 0 && `(${between.more + 1} messages) `}
            <bdi>{between.who}</bdi>: <bdi>{between.words}</bdi>
          </p>
        )}
      </div>
      <div className={`chat ${classes.editor}`} data-dropping={dropping || undefined}>
        <AttachmentTray attachments={attachments} />
        <Composer
          value={draft}
          onChange={(text) => {
            setDraft(text);
            typing(text !== '');
          }}
          onSend={send}
          label={`Reply to ${contactName}`}
          placeholder={dropping ? 'Drop the files to attach them' : 'Write a reply'}
          inputRef={editorRef}
          onFiles={attachments.add}
          attached={some ? (settled ? 'ready' : 'waiting') : 'nothing'}
          before={<AttachButton onFiles={attachments.add} />}
        />
      </div>
      <div className={classes.tools}>
        <span className={classes.hint} role="status">
          {offeredTo === null
            ? 'Enter sends, Shift + Enter starts a new line'
            : `${offeredTo} is asked to take over; it is yours until they accept`}
        </span>
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={18} stroke={1.75} />}
          onClick={() => onAsk('hand back')}
          loading={busy === 'hand back'}
          disabled={busy !== null}
        >
          Hand back
        </Button>
        <MoreMenu onAsk={onAsk} />
      </div>
    </>
  );
}

/** What came while a draft was written, so that nobody answers what is not the question any more. */
function useSaidSince(conversationId: string, contactName: string, draft: string): SaidSince | null {
  const { user } = useSession();
  const entries = useKnownEntries(conversationId);
  const newest = entries.at(-1)?.seq ?? 0;
  const [began, setBegan] = useState({ conversationId, seq: newest });
  const isNew = draft === '' || began.conversationId !== conversationId || began.seq === 0;
  if (isNew && (began.seq !== newest || began.conversationId !== conversationId)) {
    setBegan({ conversationId, seq: newest });
  }
  if (isNew) return null;
  return saidSince(entries, began.seq, { contactName, myId: user.id, sentHere });
}

const REPEAT_MS = 2500;
const IDLE_MS = 4000;

/** Tells the customer that somebody is writing: again while it goes on, and when it stops. */
function useTypingSignal(conversationId: string): (typing: boolean) => void {
  const { socket } = useStaffSocket();
  const lastTold = useRef(0);
  const idle = useRef<ReturnType<typeof setTimeout>>(undefined);

  function tell(typing: boolean) {
    clearTimeout(idle.current);
    if (typing) idle.current = setTimeout(() => tell(false), IDLE_MS);
    if (typing && Date.now() - lastTold.current < REPEAT_MS) return;
    if (!typing && lastTold.current === 0) return;
    lastTold.current = typing ? Date.now() : 0;
    // Late news of typing is wrong news: it is dropped while offline.
    socket?.volatile.emit('typing', { conversationId, typing });
  }

  const stop = useEffectEvent(() => tell(false));
  useEffect(() => () => stop(), []);
  return tell;
}
