import { useSession } from '@baton/ui';
import { Button, CloseButton, Paper, Text, ThemeIcon, Title } from '@mantine/core';
import { IconCheck, IconMessageCircle, IconRoute, IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { countsQuery, flowsQuery, membersQuery } from '../../shared/queries.ts';
import { useStored } from '../../shared/stored.ts';
import classes from './first-steps.module.css';

interface Step {
  title: string;
  text: string;
  icon: ReactNode;
  done: boolean;
  action: ReactNode;
}

const icon = { size: 18, stroke: 1.75 };

/** The first minutes: what is worth doing, ticked off as it is done; `otherwise` once it is, or was dismissed. */
export function FirstSteps({ otherwise }: { otherwise: ReactNode }) {
  const { workspace, canEdit } = useSession();
  const [dismissed, dismiss] = useStored(`baton.first-steps.${workspace.id}`);
  const steps = useSteps();
  if (!canEdit || dismissed !== '' || steps === null || steps.every(({ done }) => done)) return otherwise;
  const done = steps.filter((step) => step.done).length;
  return (
    <Paper className={classes.card} withBorder>
      <div className={classes.head}>
        <div>
          <Title order={2}>Welcome to {workspace.name}</Title>
          <Text c="dimmed">
            Your sample flow is live. {done} of {steps.length} first steps done.
          </Text>
        </div>
        <CloseButton aria-label="Hide the first steps" onClick={() => dismiss('hidden')} />
      </div>
      <ol className={classes.steps}>
        {steps.map((step) => (
          <li key={step.title} className={classes.step} data-done={step.done || undefined}>
            <ThemeIcon variant="light" color={step.done ? 'green' : 'teal'} size={36} radius="md">
              {step.done ? <IconCheck {...icon} aria-hidden /> : step.icon}
            </ThemeIcon>
            <div className={classes.words}>
              <Text fw={500}>
                {step.title}
                {step.done && <span className={classes.hidden}> (done)</span>}
              </Text>
              <Text size="xs" c="dimmed">
                {step.text}
              </Text>
            </div>
            {!step.done && step.action}
          </li>
        ))}
      </ol>
    </Paper>
  );
}

function useSteps(): Step[] | null {
  const { data: counts } = useQuery(countsQuery);
  const { data: flows } = useQuery(flowsQuery);
  const { data: people } = useQuery(membersQuery);
  if (!counts || !flows || !people) return null;
  return [
    {
      title: 'Try it as a visitor',
      text: 'Open the sample shop and chat; your conversation appears here.',
      icon: <IconMessageCircle {...icon} aria-hidden />,
      done: counts.open + counts.closed + counts.archived > 0,
      action: (
        <Button component="a" href="/demo" target="_blank" size="xs">
          Try it as a visitor
        </Button>
      ),
    },
    {
      title: 'Edit the flow',
      text: 'Make the questions yours, then publish.',
      icon: <IconRoute {...icon} aria-hidden />,
      done: flows.length > 1 || flows.some((flow) => flow.changed || (flow.publishedVersion ?? 0) > 1),
      action: (
        <Button component="a" href="/builder" size="xs" variant="default">
          Edit the flow
        </Button>
      ),
    },
    {
      title: 'Invite someone',
      text: 'With two people, customers are answered when one is away.',
      icon: <IconUserPlus {...icon} aria-hidden />,
      done: people.members.length > 1 || people.invitations.length > 0,
      action: (
        <Button component={Link} to="/inbox/settings/people" size="xs" variant="default">
          Invite someone
        </Button>
      ),
    },
  ];
}
