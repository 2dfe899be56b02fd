import { Button } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import classes from './composer-area.module.css';
import type { ComposerState } from './composer-state.ts';
import { Countdown } from './ringing-bar.tsx';

interface OfferedBarProps {
  state: Extract<ComposerState, { kind: 'offered' }>;
  busy: string | null;
  onAnswer: (accept: boolean) => void;
}

/** A colleague would like me to have the conversation: theirs until I accept. */
export function OfferedBar({ state: { by, note, expiresAt }, busy, onAnswer }: OfferedBarProps) {
  return (
    <div className={classes.bar}>
      <div className={classes.words}>
        <div className={classes.title} role="alert">
          <IconArrowsExchange size={18} stroke={1.75} aria-hidden />
          <span>
            {by} would like you to take over
            <Countdown until={expiresAt} />
          </span>
        </div>
        <div className={classes.preview} dir="auto">
          {note === '' ? `It stays with ${by} unless you accept.` : `“${note}”`}
        </div>
      </div>
      <div className={classes.buttons}>
        <Button variant="default" onClick={() => onAnswer(false)} loading={busy === 'decline'} disabled={busy !== null}>
          Decline
        </Button>
        <Button onClick={() => onAnswer(true)} loading={busy === 'accept'} disabled={busy !== null}>
          Accept
        </Button>
      </div>
    </div>
  );
}
