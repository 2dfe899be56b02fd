import { Button, Text } from '@mantine/core';
import { IconDeviceMobile, IconHeadset, IconLock, IconRobot } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { draftKey } from '../../shared/draft-key.ts';
import { useStored } from '../../shared/stored.ts';
import classes from './composer-area.module.css';
import type { ComposerDialog, ComposerState } from './composer-state.ts';
import { MoreMenu } from './more-menu.tsx';

type StateOf<Kind extends ComposerState['kind']> = Extract<ComposerState, { kind: Kind }>;

interface BarProps<Kind extends ComposerState['kind']> {
  state: StateOf<Kind>;
  conversationId: string;
  /** The command under way, if any. */
  busy: string | null;
}

/** The bot drives: read along, or take over. */
export function TakeOverBar({
  state,
  conversationId,
  busy,
  onTakeOver,
}: BarProps<'take_over'> & { onTakeOver: () => void }) {
  const { preview, waits } = state;
  return (
    <Bar
      icon={<IconRobot size={18} stroke={1.75} aria-hidden />}
      title={waits === 'bot' ? 'The bot is answering' : 'The customer is in the queue'}
      text={takeOverWords(preview)}
      conversationId={conversationId}
    >
      <Button onClick={onTakeOver} loading={busy === 'take over'} disabled={busy !== null}>
        Take over to reply
      </Button>
    </Bar>
  );
}

/** Somebody drives from the business's own phone, where there is no way to give it back. */
export function PhoneBar({
  conversationId,
  busy,
  onTakeOver,
  onAsk,
}: BarProps<'phone'> & { onTakeOver: () => void; onAsk: (dialog: ComposerDialog) => void }) {
  return (
    <Bar
      icon={<IconDeviceMobile size={18} stroke={1.75} aria-hidden />}
      title="Answered from the phone"
      text="The bot is silent until somebody hands back."
      conversationId={conversationId}
    >
      <Button variant="default" onClick={onTakeOver} loading={busy === 'take over'} disabled={busy !== null}>
        Take over to reply
      </Button>
      <Button onClick={() => onAsk('hand back')} loading={busy === 'hand back'} disabled={busy !== null}>
        Hand back
      </Button>
    </Bar>
  );
}

/** A colleague drives. */
export function OtherBar({
  state,
  conversationId,
  busy,
  onTakeOver,
  onAsk,
}: BarProps<'other'> & { onTakeOver: () => void; onAsk: (dialog: ComposerDialog) => void }) {
  return (
    <Bar
      icon={<IconHeadset size={18} stroke={1.75} aria-hidden />}
      title={`${state.owner} is handling this`}
      text={
        state.canTakeOver
          ? `Taking over makes the conversation yours; ${state.owner} is told.`
          : 'You can read along. A supervisor can take it over.'
      }
      conversationId={conversationId}
    >
      {state.canTakeOver && (
        <>
          <Button variant="default" onClick={onTakeOver} loading={busy === 'take over'} disabled={busy !== null}>
            Take over
          </Button>
          <MoreMenu onAsk={onAsk} handBack />
        </>
      )}
    </Bar>
  );
}

/** Resolved or ended. */
export function ClosedBar({ state, conversationId, busy, onReopen }: BarProps<'closed'> & { onReopen: () => void }) {
  return (
    <Bar
      icon={<IconLock size={18} stroke={1.75} aria-hidden />}
      title={state.mode === 'ended' ? 'This conversation has ended' : 'This conversation is resolved'}
      text={
        state.mode === 'ended'
          ? 'Reopen it to write to the customer again.'
          : 'The bot answers when the customer writes again. Reopen it to write yourself.'
      }
      conversationId={conversationId}
    >
      <Button variant="default" onClick={onReopen} loading={busy === 'reopen'} disabled={busy !== null}>
        Reopen
      </Button>
    </Bar>
  );
}

export function ReadOnlyBar({ reason }: { reason: string }) {
  return (
    <div className={classes.bar}>
      <Text c="dimmed">{reason}</Text>
    </div>
  );
}

/** What the customer will read when somebody takes over. */
export function takeOverWords(preview: string): string {
  return preview === '' ? 'The customer is told that you are there.' : `The customer will read: “${preview}”`;
}

interface BarFrameProps {
  icon: ReactNode;
  title: string;
  text: string;
  conversationId: string;
  children: ReactNode;
}

/** An icon, what is so, what that means, and what can be done. */
export function Bar({ icon, title, text, conversationId, children }: BarFrameProps) {
  const [draft] = useStored(draftKey(conversationId));
  return (
    <div className={classes.bar}>
      <div className={classes.words}>
        <div className={classes.title}>
          {icon}
          {title}
        </div>
        <div className={classes.preview} dir="auto">
          {draft === '' ? text : `Your draft is kept: “${draft}”`}
        </div>
      </div>
      <div className={classes.buttons}>{children}</div>
    </div>
  );
}
