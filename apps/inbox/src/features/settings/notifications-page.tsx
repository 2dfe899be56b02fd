import { type Cadence, cadenceSchema, cadences, type MailKind, type Notifications } from '@baton/contracts';
import { api, errorMessage, orpc, useSavedAtOnce } from '@baton/ui';
import { Alert, Button, Group, Loader, Radio, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import classes from './settings.module.css';

const cadenceWords: Readonly<Record<Cadence, string>> = {
  now: 'At once',
  daily: 'Once a day, at eight in the morning',
  off: 'Never',
};
const kinds: readonly { kind: MailKind; label: string; description: string }[] = [
  {
    kind: 'missed',
    label: 'Customers whom nobody came for',
    description: 'Who asked for a person in vain, with what they left behind.',
  },
  {
    kind: 'review',
    label: 'Submissions to review',
    description: 'What the bot has collected and somebody must decide on.',
  },
];

const notificationsQuery = orpc.notifications.get.queryOptions();

/** /inbox/settings/notifications: what a member is written to about. Alerts while it rings come besides. */
export function NotificationsPage() {
  const settings = useQuery(notificationsQuery);
  return (
    <>
      <div className={classes.sectionHead}>
        <div>
          <Title order={2} size="h3">
            Notifications
          </Title>
          <Text c="dimmed">
            By e-mail, for you alone. Sound and desktop alerts while a customer waits are behind your picture at the
            lower left.
          </Text>
        </div>
      </div>
      {settings.isPending && <Loader size="sm" aria-label="Loading the notifications" />}
      {settings.isError && <Alert color="red" title={errorMessage(settings.error)} />}
      {settings.isSuccess && <MailCard stored={settings.data} />}
    </>
  );
}

function MailCard({ stored }: { stored: Notifications }) {
  const { missed, review } = stored;
  const { shown, change } = useSavedAtOnce<Record<MailKind, Cadence>>({
    stored: { missed, review },
    save: api.notifications.update,
    refreshes: [orpc.notifications.key()],
  });
  const test = useMutation({ mutationFn: () => api.notifications.test({}) });

  return (
    <section className={classes.card}>
      <div>
        <Title order={3}>E-mail</Title>
        <Text c="dimmed">
          To <bdi>{stored.email}</bdi>
        </Text>
      </div>
      {!stored.available && (
        <Alert color="gray" title="No e-mail is sent yet">
          Whoever runs Baton sets SMTP_URL and MAIL_FROM. What you choose here counts from then on.
        </Alert>
      )}
      {stored.problem !== null && (
        <Alert color="red" title="The last e-mail could not be sent">
          {stored.problem}
        </Alert>
      )}
      {kinds.map(({ kind, label, description }) => (
        <Radio.Group
          key={kind}
          label={label}
          description={description}
          value={shown[kind]}
          onChange={(value) => {
            const cadence = cadenceSchema.safeParse(value).data;
            if (cadence) change({ [kind]: cadence });
          }}
        >
          <Stack gap={8} mt={8}>
            {cadences.map((cadence) => (
              <Radio key={cadence} value={cadence} label={cadenceWords[cadence]} />
            ))}
          </Stack>
        </Radio.Group>
      ))}
      <Group gap="sm">
        <Button variant="default" disabled={!stored.available} loading={test.isPending} onClick={() => test.mutate()}>
          Send a test e-mail
        </Button>
        <Text role="status" c={test.data?.problem || test.isError ? 'red' : 'dimmed'}>
          {test.isError && errorMessage(test.error)}
          {test.isSuccess && (test.data.problem ?? 'Sent. Look into your mailbox.')}
        </Text>
      </Group>
    </section>
  );
}
