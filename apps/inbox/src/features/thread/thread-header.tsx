import type { ConversationDetail } from '@baton/contracts';
import { clockTime, fullTime, stopwatch, useNow, useSession } from '@baton/ui';
import { ActionIcon, Avatar, Tooltip } from '@mantine/core';
import {
  IconArrowLeft,
  IconCircleCheck,
  IconClockHour4,
  IconHeadset,
  IconLayoutSidebarRight,
  IconRobot,
  IconSquareRoundedX,
} from '@tabler/icons-react';
import { Link } from 'react-router';
import { botActivity, type Driving, drivingOf } from '../../shared/driving.ts';
import classes from './thread-header.module.css';

interface ThreadHeaderProps {
  detail: ConversationDetail;
  /** The list, for the arrow that phones have. */
  backHref: string;
  contextOpen: boolean;
  onToggleContext: () => void;
}

const icons = {
  bot: IconRobot,
  person: IconHeadset,
  waiting: IconClockHour4,
  done: IconCircleCheck,
  ended: IconSquareRoundedX,
} satisfies Record<Driving['icon'], unknown>;

/** Who the customer is and, always, who is driving. */
export function ThreadHeader({ detail, backHref, contextOpen, onToggleContext }: ThreadHeaderProps) {
  const { contact, channel, flow } = detail;
  return (
    <header className={classes.header}>
      <ActionIcon component={Link} to={backHref} className={classes.back} aria-label="Back to the list" size={44}>
        <IconArrowLeft size={20} stroke={1.75} />
      </ActionIcon>
      <Avatar name={contact.name} size={36} color="gray" alt="" className={classes.avatar} />
      <div className={classes.who}>
        <h2 className={classes.name}>
          <bdi>{contact.name}</bdi>
          <span className={classes.channel}>
            {channel.name}
            {flow && ` · ${flow.name}`}
          </span>
        </h2>
        <DrivingLine detail={detail} />
      </div>
      <Tooltip label={contextOpen ? 'Hide details' : 'Show details'}>
        <ActionIcon
          size={40}
          onClick={onToggleContext}
          aria-label="Details"
          aria-expanded={contextOpen}
          variant={contextOpen ? 'light' : 'subtle'}
        >
          <IconLayoutSidebarRight size={20} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
    </header>
  );
}

function DrivingLine({ detail }: { detail: ConversationDetail }) {
  const { user } = useSession();
  const { mode, waitingSince, botAsking } = detail;
  const driving = drivingOf(mode, waitingSince, user.id);
  const doing = botActivity(mode, botAsking);
  const Icon = icons[driving.icon];
  return (
    <p className={classes.driving} data-tone={driving.tone} data-testid="driving">
      <Icon size={16} stroke={1.75} aria-hidden />
      <span className={classes.words}>
        {driving.who}
        {doing && ` · ${doing}`}
        {driving.since && (driving.ticks ? <Ticking since={driving.since} /> : <Since driving={driving} />)}
      </span>
    </p>
  );
}

function Ticking({ since }: { since: string }) {
  const now = useNow(1000);
  return (
    <>
      {' · '}
      <span className="baton-tabular" role="timer">
        {stopwatch(now - new Date(since).getTime())}
      </span>
    </>
  );
}

/** "since 14:02" for a person, "at 14:02" for an end; with the day when it was another one. */
function Since({ driving: { since, tone } }: { driving: Driving }) {
  if (since === null) return null;
  const date = new Date(since);
  const today = date.toDateString() === new Date().toDateString();
  const day = today
    ? ''
    : `${date.toLocaleDateString(undefined, { weekday: 'short', day: 'numeric', month: 'short' })} `;
  return (
    <Tooltip label={fullTime(date)}>
      <time dateTime={since} className="baton-tabular">
        {tone === 'person' ? ' since ' : ' '}
        {day}
        {clockTime(date)}
      </time>
    </Tooltip>
  );
}
