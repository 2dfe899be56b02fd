import type { SubmissionView } from '@baton/contracts';
import { Badge, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { statusColors, statusWords } from '../../shared/driving.ts';
import type { ConversationActions } from '../../shared/use-conversation-actions.ts';
import { Answers } from './answers.tsx';
import classes from './context-panel.module.css';
import { dateAndTime } from './date-and-time.ts';

type Decision = 'approved' | 'declined';

interface SubmissionCardProps {
  submission: SubmissionView;
  actions: ConversationActions;
  customer: string;
  /** The newest one shows its answers; older ones unfold. */
  newest: boolean;
  /** A person has the conversation: that is what its badge says, whatever the status will be afterwards. */
  withPerson: boolean;
}

/** What a run or a lead form collected, and the decision on it. */
export function SubmissionCard({ submission, actions, customer, newest, withPerson }: SubmissionCardProps) {
  const { title, status, answers, createdAt, decidedBy, origin } = submission;
  const decided = status === 'approved' || status === 'declined';
  return (
    <details className={classes.card} open={newest}>
      <summary className={classes.summary}>
        <span className={classes.cardTitle} dir="auto">
          {title || (origin === 'lead' ? 'Message left' : 'Answers')}
        </span>
        {withPerson ? (
          <Badge color="teal">With a person</Badge>
        ) : (
          <Badge color={statusColors[status]}>{statusWords[status]}</Badge>
        )}
      </summary>
      {answers.length === 0 ? <Text c="dimmed">No answers yet.</Text> : <Answers answers={answers} />}
      <Text size="xs" c="dimmed">
        {decided && decidedBy ? `${statusWords[status]} by ${decidedBy}, started ` : 'Started '}
        <time dateTime={createdAt}>{dateAndTime(createdAt)}</time>
        {withPerson && ` · ${statusWords[status]} when handed back`}
      </Text>
      {status === 'needs_review' && <Decide submission={submission} actions={actions} customer={customer} />}
    </details>
  );
}

function Decide({ submission, actions, customer }: Pick<SubmissionCardProps, 'submission' | 'actions' | 'customer'>) {
  const [decision, setDecision] = useState<Decision | null>(null);
  const [message, setMessage] = useState('');
  const words = decision === 'approved' ? 'Approve' : 'Decline';

  if (decision === null) {
    return (
      <Group gap="xs" grow>
        <Button
          variant="light"
          color="green"
          leftSection={<IconCheck size={18} stroke={1.75} />}
          onClick={() => setDecision('approved')}
        >
          Approve
        </Button>
        <Button
          variant="default"
          leftSection={<IconX size={18} stroke={1.75} />}
          onClick={() => setDecision('declined')}
        >
          Decline
        </Button>
      </Group>
    );
  }
  return (
    <Stack gap="xs">
      <Textarea
        label={`Message to ${customer}`}
        description="Optional. Empty sends nothing."
        autosize
        minRows={2}
        maxRows={8}
        maxLength={4000}
        autoFocus
        value={message}
        onChange={(event) => setMessage(event.currentTarget.value)}
      />
      <Group gap="xs" justify="flex-end">
        <Button variant="default" onClick={() => setDecision(null)}>
          Cancel
        </Button>
        <Button
          color={decision === 'approved' ? 'green' : 'red'}
          loading={actions.pending === decision}
          onClick={() => actions.decide(submission.number, decision, message.trim(), () => setDecision(null))}
        >
          {words}
        </Button>
      </Group>
    </Stack>
  );
}
