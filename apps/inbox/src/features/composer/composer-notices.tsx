import { errorCode, errorData, fullTime } from '@baton/ui';
import { Alert, Anchor, Button } from '@mantine/core';
import { IconAlertTriangle, IconClockHour4, IconPlugConnectedX } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { CommandProblem } from '../../shared/use-command.ts';
import classes from './composer-area.module.css';
import type { ReplyWindow } from './reply-window.ts';

/** The live connection is gone: nothing typed is lost. */
export function OfflineNotice() {
  return (
    <Alert
      className={classes.notice}
      color="amber"
      p="xs"
      role="status"
      icon={<IconPlugConnectedX size={18} stroke={1.75} />}
    >
      You are offline. Drafts are kept, and replies go out when the connection is back.
    </Alert>
  );
}

/** Why a command was refused, or that it may not have arrived, with the one next step. */
export function CommandProblemNotice({ problem, onClose }: { problem: CommandProblem; onClose: () => void }) {
  const newer = errorCode(problem.error) === 'NEWER_OPEN' ? conversationIn(errorData(problem.error)) : null;
  return (
    <Alert
      className={classes.notice}
      color="red"
      p="xs"
      role="alert"
      icon={<IconAlertTriangle size={18} stroke={1.75} />}
      withCloseButton
      closeButtonLabel="Dismiss"
      onClose={onClose}
    >
      <div className={classes.noticeRow}>
        {problem.message}
        {newer && (
          <Anchor component={Link} to={`/inbox/c/${encodeURIComponent(newer)}`} inherit>
            Open it
          </Anchor>
        )}
        {problem.retry && (
          <Button size="compact-xs" variant="light" color="red" onClick={problem.retry}>
            Try again
          </Button>
        )}
      </div>
    </Alert>
  );
}

/** How long the provider still lets the customer be answered. */
export function WindowNotice({
  window: { left, short },
  until,
}: {
  window: Extract<ReplyWindow, { open: true }>;
  until: string | null;
}) {
  return (
    <p className={classes.window} data-short={short} title={until === null ? undefined : fullTime(new Date(until))}>
      <IconClockHour4 size={16} stroke={1.75} aria-hidden />
      <span className="baton-tabular">{left} left to answer freely</span>
    </p>
  );
}

export function RefusedReplyNotice({ refusal }: { refusal: string }) {
  return (
    <Alert
      className={classes.notice}
      color="red"
      p="xs"
      role="alert"
      icon={<IconAlertTriangle size={18} stroke={1.75} />}
    >
      {refusal} Your reply was not sent and is kept as a draft.
    </Alert>
  );
}

function conversationIn(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('conversationId' in data)) return null;
  return typeof data.conversationId === 'string' ? data.conversationId : null;
}
