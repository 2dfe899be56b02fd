import type { HandoffSettings } from '@baton/contracts';
import { api, errorMessage, orpc, useSession } from '@baton/ui';
import { DurationField, fallbackWords, HoursEditor, newHours, waitingTimes } from '@baton/ui/handoff-settings';
import { Alert, Button, Group, Loader, Radio, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { handoffQuery } from '../../shared/queries.ts';
import classes from './settings.module.css';

type Policy = Pick<
  HandoffSettings,
  'hours' | 'acceptTimeoutSeconds' | 'replyTimeoutSeconds' | 'formTimeoutSeconds' | 'fallback'
>;

/** /inbox/settings/hours: when people are there, and how long customers wait. Flows may say otherwise in Configure. */
export function HoursPage() {
  const settings = useQuery(handoffQuery);
  if (settings.isPending) return <Loader size="sm" aria-label="Loading the hours" />;
  if (settings.isError) return <Alert color="red" title={errorMessage(settings.error)} />;
  return <HoursForm stored={settings.data} />;
}

function HoursForm({ stored }: { stored: Policy }) {
  const { canEdit } = useSession();
  const queryClient = useQueryClient();
  const { hours, acceptTimeoutSeconds, replyTimeoutSeconds, formTimeoutSeconds, fallback } = stored;
  const [policy, setPolicy] = useState<Policy>({
    hours,
    acceptTimeoutSeconds,
    replyTimeoutSeconds,
    formTimeoutSeconds,
    fallback,
  });
  const [complete, setComplete] = useState(true);
  const change = (next: Partial<Policy>) => setPolicy((before) => ({ ...before, ...next }));
  const save = useMutation({
    mutationFn: () => api.handoff.update(policy),
    onSuccess: () => notifications.show({ color: 'teal', message: 'Saved. It counts from now on.' }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: orpc.handoff.key() }),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }

  return (
    <form onSubmit={submit} noValidate>
      <div className={classes.sectionHead}>
        <div>
          <Title order={2} size="h3">
            Hours
          </Title>
          <Text c="dimmed">
            For every flow that does not say otherwise in its Configure tab, and every team that has no hours of its
            own.
          </Text>
        </div>
      </div>
      <section className={classes.card}>
        <div>
          <Title order={3}>Working hours</Title>
          <Text c="dimmed">
            Outside of them nobody is alerted: the customer reads when you are back, and can leave a message.
          </Text>
        </div>
        <Radio.Group
          label="People are there"
          value={policy.hours === null ? 'always' : 'hours'}
          onChange={(kind) => {
            setComplete(true);
            change({ hours: kind === 'always' ? null : (hours ?? newHours()) });
          }}
        >
          <Stack gap={8} mt={8}>
            <Radio value="always" label="At any time" disabled={!canEdit} />
            <Radio value="hours" label="At these hours" disabled={!canEdit} />
          </Stack>
        </Radio.Group>
        {policy.hours !== null && (
          <HoursEditor
            value={policy.hours}
            disabled={!canEdit}
            onChange={(next) => {
              setComplete(next !== null);
              if (next) change({ hours: next });
            }}
          />
        )}
      </section>
      <section className={classes.card}>
        <div>
          <Title order={3}>Waiting</Title>
          <Text c="dimmed">How long everybody may take, and what happens when nobody comes.</Text>
        </div>
        <div className={classes.fields}>
          {waitingTimes.map(({ key, ...words }) => (
            <DurationField
              key={key}
              {...words}
              seconds={policy[key]}
              required
              disabled={!canEdit}
              onChange={(seconds) => seconds !== null && change({ [key]: seconds })}
            />
          ))}
        </div>
        <Radio.Group
          label="When nobody comes"
          value={policy.fallback}
          onChange={(value) => change({ fallback: fallbackOf(value) })}
        >
          <Stack gap={8} mt={8}>
            {(['form', 'message', 'queue'] as const).map((each) => (
              <Radio key={each} value={each} label={fallbackWords[each]} disabled={!canEdit} />
            ))}
          </Stack>
        </Radio.Group>
      </section>
      {save.error && <Alert color="red" role="alert" mt="md" title={errorMessage(save.error)} />}
      {canEdit && (
        <Group justify="flex-end" mt="md">
          {!complete && <Text c="red">Complete the hours first.</Text>}
          <Button type="submit" loading={save.isPending} disabled={!complete}>
            Save
          </Button>
        </Group>
      )}
    </form>
  );
}

function fallbackOf(value: string): Policy['fallback'] {
  return value === 'message' || value === 'queue' ? value : 'form';
}
