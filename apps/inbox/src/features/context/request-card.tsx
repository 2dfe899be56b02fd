import type { HandoffRequestView } from '@baton/contracts';
import { clockTime, fullTime, stopwatch } from '@baton/ui';
import { Badge, Text } from '@mantine/core';
import { requestStates, requestTriggers } from '../../shared/request-words.ts';
import { Answers } from './answers.tsx';
import classes from './context-panel.module.css';

/** One request for a person (or a take-over): why, what was asked before, who came and how soon. */
export function RequestCard({ request }: { request: HandoffRequestView }) {
  const { trigger, reason, state, requestedAt, acceptedAt, operator, team, formAnswers } = request;
  const asked = new Date(requestedAt);
  const waited = acceptedAt === null ? null : new Date(acceptedAt).getTime() - asked.getTime();
  return (
    <article className={classes.card}>
      <div className={classes.summary}>
        <span className={classes.cardTitle} dir="auto">
          {reason || requestTriggers[trigger]}
        </span>
        <Badge color={requestStates[state].color}>{requestStates[state].words}</Badge>
      </div>
      {formAnswers.length > 0 && <Answers answers={formAnswers} />}
      <Text size="xs" c="dimmed">
        {reason && `${requestTriggers[trigger]}, `}
        <time dateTime={requestedAt} title={fullTime(asked)}>
          {clockTime(asked)}
        </time>
        {team && ` · ${team}`}
        {operator && ` · ${operator.name}`}
        {waited !== null && trigger !== 'take_over' && ` after ${stopwatch(waited)}`}
      </Text>
    </article>
  );
}
