import { AttachButton, Composer, useAttachments } from '@baton/chat-ui';
import { AttachmentTray } from '@baton/chat-ui/media';
import { useStaffSocket } from '@baton/ui';
import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import { attachmentsOf } from '../../shared/attachments.ts';
import { draftKey } from '../../shared/draft-key.ts';
import { useStored } from '../../shared/stored.ts';
import type { Replies } from '../../shared/use-replies.ts';
import classes from './composer-area.module.css';
import type { ComposerDialog } from './composer-state.ts';
import { MoreMenu } from './more-menu.tsx';
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

  function send(text: string) {
    replies.send(text, attachments.take());
    setDraft('');
    typing(false);
  }

  return (
    <>
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
