import { RESPONSE_TARGET_SECONDS, type RequestRow } from '@baton/contracts';
import { clockTime, fullTime, stopwatch, useNow } from '@baton/ui';
import { Badge, Text } from '@mantine/core';
import { Link } from 'react-router';
import { ChannelIcon } from '../../shared/channel-icon.tsx';
import { requestStates, requestTriggers } from '../../shared/request-words.ts';
import classes from './requests.module.css';

/** One request: who, why, what became of it, and its history. Leads to its conversation. */
export function RequestItem({ request }: { request: RequestRow }) {
  const { conversationId, contact, channel, reason, trigger, state, requestedAt } = request;
  const { words, color } = requestStates[state];
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <Link to={`/inbox/c/${encodeURIComponent(conversationId)}`} className={classes.name} dir="auto">
          {contact.name}
        </Link>
        <ChannelIcon type={channel.type} size={16} stroke={1.75} />
        <Text c="dimmed" size="xs" component="span">
          {channel.name}
        </Text>
        <span className={classes.state}>
          <Response request={request} />
          <Badge color={color}>{words}</Badge>
        </span>
      </div>
      <Text className={classes.reason} dir="auto">
        {reason || requestTriggers[trigger]}
      </Text>
      <ol className={classes.history} aria-label="History">
        <li>
          {reason ? requestTriggers[trigger] : 'Asked'} <Moment at={requestedAt} />
        </li>
        <History request={request} />
      </ol>
    </li>
  );
}

function History({ request }: { request: RequestRow }) {
  const { ringingAt, acceptedAt, closedAt, operator, state, trigger } = request;
  return (
    <>
      {ringingAt && (
        <li>
          First alert <Moment at={ringingAt} />
        </li>
      )}
      {acceptedAt && trigger !== 'take_over' && (
        <li>
          Accepted{operator ? ` by ${operator.name}` : ''} <Moment at={acceptedAt} />
        </li>
      )}
      {closedAt && (
        <li>
          {requestStates[state].words} <Moment at={closedAt} />
          {acceptedAt && `, after ${stopwatch(Date.parse(closedAt) - Date.parse(acceptedAt))} with a person`}
        </li>
      )}
    </>
  );
}

function Moment({ at }: { at: string }) {
  const date = new Date(at);
  const isToday = date.toDateString() === new Date().toDateString();
  const day = isToday ? '' : `${date.toLocaleDateString(undefined, { day: 'numeric', month: 'short' })}, `;
  return (
    <time dateTime={at} title={fullTime(date)} className="baton-tabular">
      {day}
      {clockTime(date)}
    </time>
  );
}

/** How long it took until somebody came, or how long it rings by now, against the target. */
function Response({ request }: { request: RequestRow }) {
  const { ringingAt, requestedAt, acceptedAt, state, trigger } = request;
  const rings = state === 'pending';
  const now = useNow(rings ? 1_000 : null);
  if (trigger === 'take_over' || (!rings && acceptedAt === null)) return null;
  const waited = (acceptedAt ? Date.parse(acceptedAt) : now) - Date.parse(ringingAt ?? requestedAt);
  const late = waited > RESPONSE_TARGET_SECONDS * 1_000;
  return (
    <span className={classes.response} data-late={late || undefined}>
      {stopwatch(waited)}
      <span className={classes.target30}>
        {late ? `over ${RESPONSE_TARGET_SECONDS} s` : `within ${RESPONSE_TARGET_SECONDS} s`}
      </span>
    </span>
  );
}
