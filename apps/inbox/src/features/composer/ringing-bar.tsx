import { stopwatch, useNow } from '@baton/ui';
import { Button } from '@mantine/core';
import { IconBellRinging } from '@tabler/icons-react';
import { takeOverWords } from './bars.tsx';
import classes from './composer-area.module.css';
import type { ComposerState } from './composer-state.ts';

interface RingingBarProps {
  state: Extract<ComposerState, { kind: 'ringing' }>;
  contactName: string;
  busy: string | null;
  onAccept: () => void;
  onReject: () => void;
}

/** A customer waits for a person: me, or not me, and how much time is left. */
export function RingingBar({ state, contactName, busy, onAccept, onReject }: RingingBarProps) {
  const { preview, expiresAt, rejected, asked } = state;
  const mayReject = !rejected && asked === null;
  return (
    <div className={classes.bar}>
      <div className={classes.words}>
        {mayReject && (
          <span className={classes.hidden} role="alert">
            {contactName} wants a person
          </span>
        )}
        <div className={classes.title}>
          <IconBellRinging size={18} stroke={1.75} aria-hidden />
          <span>
            {wordsOf(state)}
            {expiresAt && <Countdown until={expiresAt} />}
          </span>
        </div>
        <div className={classes.preview} dir="auto">
          {takeOverWords(preview)}
        </div>
      </div>
      <div className={classes.buttons}>
        {mayReject && (
          <Button variant="default" onClick={onReject} loading={busy === 'reject'} disabled={busy !== null}>
            Reject
          </Button>
        )}
        <Button onClick={onAccept} loading={busy === 'accept'} disabled={busy !== null}>
          Accept
        </Button>
      </div>
    </div>
  );
}

function wordsOf({ rejected, asked }: RingingBarProps['state']): string {
  if (rejected) return 'You rejected this; others are still asked';
  return asked === null ? 'A person is wanted' : `A person is wanted, and ${asked} is being asked`;
}

/** Said aloud at these seconds, so that nobody must watch the clock. */
const spoken = [60, 30, 10];

export function Countdown({ until }: { until: string }) {
  const now = useNow(1000);
  const left = Math.max(0, Math.ceil((new Date(until).getTime() - now) / 1000));
  const announced = spoken.findLast((seconds) => left <= seconds);
  return (
    <>
      {' · '}
      <span className="baton-tabular">{stopwatch(left * 1000)} left</span>
      <span className={classes.hidden} role="status">
        {announced === undefined || left === 0 ? '' : `Less than ${announced} seconds left to accept`}
      </span>
    </>
  );
}
