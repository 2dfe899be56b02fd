import type { ConversationRow } from '@baton/contracts';
import { RelativeTime, stopwatch, useNow } from '@baton/ui';
import { Avatar, Tooltip } from '@mantine/core';
import { IconClockHour4, IconHeadset, IconRobot } from '@tabler/icons-react';
import type { KeyboardEvent, RefCallback } from 'react';
import { Link } from 'react-router';
import { ChannelIcon } from '../../shared/channel-icon.tsx';
import { badgeOf, drivingOf, waitTone } from '../../shared/driving.ts';
import classes from './conversation-item.module.css';
import { withoutMarkdown } from './without-markdown.ts';

interface ConversationItemProps {
  row: ConversationRow;
  href: string;
  selected: boolean;
  /** Whether Tab leads to this row: one of the list at a time. */
  tabbable: boolean;
  me: string;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  linkRef: RefCallback<HTMLAnchorElement>;
}

/** One row of the list: who, on which channel, what was said last, who has it, how long they wait. */
export function ConversationItem({
  row,
  href,
  selected,
  tabbable,
  me,
  onFocus,
  onKeyDown,
  linkRef,
}: ConversationItemProps) {
  const name = row.contact.name;
  return (
    <Link
      to={href}
      ref={linkRef}
      className={classes.row}
      aria-current={selected ? 'true' : undefined}
      data-unread={row.unread > 0 || undefined}
      tabIndex={tabbable ? 0 : -1}
      onFocus={onFocus}
      onKeyDown={onKeyDown}
    >
      <span className={classes.avatar}>
        <Avatar name={name} size={40} color="gray" alt="" aria-hidden />
        <Tooltip label={row.channel.name}>
          <span className={classes.channel} role="img" aria-label={`on ${row.channel.name}`}>
            <ChannelIcon type={row.channel.type} size={12} stroke={2} />
          </span>
        </Tooltip>
      </span>
      <span className={classes.body}>
        <span className={classes.line}>
          <span className={classes.name}>
            <bdi>{name}</bdi>
          </span>
          {row.last && (
            <span className={classes.time}>
              <RelativeTime at={row.last.at} />
            </span>
          )}
        </span>
        <span className={classes.line}>
          <span className={classes.last}>
            <bdi>{lastWords(row, me)}</bdi>
          </span>
          {row.unread > 0 && (
            <span className={classes.unread}>
              <span className={classes.hidden}>{row.unread} unread</span>
            </span>
          )}
        </span>
        <span className={classes.line}>
          <State row={row} me={me} />
          {row.mode.kind === 'human' && row.mode.owner && (
            <Tooltip label={row.mode.owner.id === me ? 'You' : row.mode.owner.name}>
              <Avatar name={row.mode.owner.name} size={16} color="teal" alt="" className={classes.owner} />
            </Tooltip>
          )}
        </span>
      </span>
    </Link>
  );
}

function State({ row, me }: { row: ConversationRow; me: string }) {
  const driving = drivingOf(row.mode, row.waitingSince, me);
  if (driving.ticks && driving.since) return <Wait words={driving.who} since={driving.since} />;
  const badge = badgeOf(row);
  if (row.mode.kind === 'human') {
    const owner = driving.who === 'You' ? 'you' : driving.who;
    return (
      <span className={classes.state} data-tone="person">
        <IconHeadset size={14} stroke={1.75} aria-hidden />
        With a person
        <span className={classes.hidden}>: {owner}</span>
      </span>
    );
  }
  return (
    <span className={classes.state} data-tone={driving.tone}>
      {driving.icon === 'bot' && <IconRobot size={14} stroke={1.75} aria-hidden />}
      {driving.who}
      {badge && (
        <span className={classes.badge} data-color={badge.color}>
          {badge.words}
        </span>
      )}
    </span>
  );
}

function Wait({ words, since }: { words: string; since: string }) {
  const now = useNow(1000);
  const waited = now - new Date(since).getTime();
  return (
    <span className={classes.state} data-tone={waitTone(waited)}>
      <IconClockHour4 size={14} stroke={1.75} aria-hidden />
      {words}
      <span className="baton-tabular">{stopwatch(waited)}</span>
    </span>
  );
}

/** The last words, with who said them unless it was the customer. */
function lastWords({ last }: ConversationRow, me: string): string {
  if (!last) return 'No messages yet';
  const { author } = last;
  const text = withoutMarkdown(last.text);
  if (author.kind === 'agent') return `${author.operator.id === me ? 'You' : author.operator.name}: ${text}`;
  return author.kind === 'bot' ? `Bot: ${text}` : text;
}
