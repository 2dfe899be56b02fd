import { Bubble, MessageBody } from '@baton/chat-ui';
import type { MessageContent } from '@baton/engine';
import { clockTime } from '@baton/ui';
import { IconHeadset } from '@tabler/icons-react';
import type { Outgoing } from '../../shared/outgoing.ts';
import classes from './thread.module.css';

interface OutgoingMessageProps {
  message: Outgoing;
  onRetry: () => void;
  onDiscard: () => void;
}

/** A reply of mine that the server has not confirmed yet. */
export function OutgoingMessage({ message, onRetry, onDiscard }: OutgoingMessageProps) {
  return (
    <Bubble
      tone="agent"
      side="end"
      label="You"
      labelHidden
      icon={<IconHeadset size={14} stroke={1.75} aria-hidden />}
      at={message.at}
      time={clockTime(new Date(message.at))}
      actions={
        message.problem === null ? (
          <span>Sending</span>
        ) : (
          <>
            <span className={classes.problem}>Not sent yet. {message.problem}</span>
            <button type="button" className={classes.link} onClick={onRetry}>
              Retry
            </button>
            <button type="button" className={classes.link} onClick={onDiscard}>
              Back to the draft
            </button>
          </>
        )
      }
    >
      <MessageBody content={contentOf(message)} />
    </Bubble>
  );
}

function contentOf({ text, file }: Outgoing): MessageContent {
  if (!file) return { kind: 'text', text };
  return { kind: 'file', ...file, ...(text !== '' && { caption: text }) };
}
