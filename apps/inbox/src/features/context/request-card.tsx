import type { HandoffRequestView } from '@baton/contracts';
import { clockTime, fullTime, stopwatch } from '@baton/ui';
import { Badge, Text } from '@mantine/core';
import { Answers } from './answers.tsx';
import classes from './context-panel.module.css';

const states = {
  pending: { words: 'Pending', color: 'amber' },
  active: { words: 'Active', color: 'teal' },
  resolved: { words: 'Resolved', color: 'green' },
  expired: { words: 'Expired', color: 'red' },
  cancelled: { words: 'Cancelled', color: 'gray' },
  rejected: { words: 'Rejected', color: 'red' },
} satisfies Record<HandoffRequestView['state'], { words: string; color: string }>;

const triggers = {
  node: 'Asked by the flow',
  headset: 'Asked with the headset button',
  keyword: 'Asked by a keyword',
  stalled: 'Offered when the bot was stuck',
  sentiment: 'Offered to an unhappy customer',
  ai_prompt: 'Offered by the AI trigger',
  sensitive_topic: 'Offered for a sensitive topic',
  low_confidence: 'Offered when the AI was not sure',
  take_over: 'Taken over by staff',
} satisfies Record<HandoffRequestView['trigger'], string>;

/** One request for a person (or a take-over): why, what was asked before, who came and how soon. */
export function RequestCard({ request }: { request: HandoffRequestView }) {
  const { trigger, reason, state, requestedAt, acceptedAt, operator, team, formAnswers } = request;
  const asked = new Date(requestedAt);
  const waited = acceptedAt === null ? null : new Date(acceptedAt).getTime() - asked.getTime();
  return (
    <article className={classes.card}>
      <div className={classes.summary}>
        <span className={classes.cardTitle} dir="auto">
          {reason || triggers[trigger]}
        </span>
        <Badge color={states[state].color}>{states[state].words}</Badge>
      </div>
      {formAnswers.length > 0 && <Answers answers={formAnswers} />}
      <Text size="xs" c="dimmed">
        {reason && `${triggers[trigger]}, `}
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
