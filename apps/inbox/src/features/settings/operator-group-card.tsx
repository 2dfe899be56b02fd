import type { TelegramOperatorsView } from '@baton/contracts';
import { api, errorMessage, orpc } from '@baton/ui';
import { Alert, Badge, Button, Group, Text, Title } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CopyButton } from './copy-button.tsx';
import classes from './settings.module.css';

type OperatorGroup = NonNullable<TelegramOperatorsView['group']>;

const modeWords = {
  topics: 'Each conversation has a topic of its own; what is written there goes to the customer.',
  replies: 'Who wants a person is said there; a reply to the message goes to the customer.',
} satisfies Record<OperatorGroup['mode'], string>;

/** The group in which several people answer together: how it is, and how to connect one. */
export function OperatorGroupCard({ group, canEdit }: { group: OperatorGroup | null; canEdit: boolean }) {
  return (
    <section className={classes.card} aria-label="The operators’ group">
      <div>
        <Group gap="xs">
          <Title order={3}>The operators’ group</Title>
          {group && <Badge color={group.problem === null ? 'green' : 'red'}>{group.title}</Badge>}
        </Group>
        <Text c="dimmed">
          {group
            ? modeWords[group.mode]
            : 'A Telegram group in which everybody sees the conversations, and may answer.'}
        </Text>
      </div>
      {group?.problem && (
        <Alert color="red" p="sm" role="alert">
          {group.problem.replace(/\.?$/, '.')}
        </Alert>
      )}
      {canEdit && <Actions connected={group !== null} />}
    </section>
  );
}

function Actions({ connected }: { connected: boolean }) {
  const queryClient = useQueryClient();
  const link = useMutation({ mutationFn: () => api.telegramOperators.groupLink() });
  const remove = useMutation({
    mutationFn: () => api.telegramOperators.removeGroup(),
    onError: (error) => notifications.show({ color: 'red', title: 'Not done', message: errorMessage(error) }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: orpc.telegramOperators.key() }),
  });

  function confirm() {
    modals.openConfirmModal({
      title: 'Disconnect the group?',
      children: (
        <Text>Conversations are no longer shown there, and nothing that is written there reaches a customer.</Text>
      ),
      labels: { confirm: 'Disconnect', cancel: 'Cancel' },
      confirmProps: { color: 'red' },
      onConfirm: () => remove.mutate(),
    });
  }

  return (
    <>
      {link.error && <Alert color="red" role="alert" title={errorMessage(link.error)} />}
      {link.data && (
        <>
          <Text>
            Open this link in Telegram and choose the group. It works once, for 24 hours. For a topic per conversation,
            turn on Topics in the group first.
          </Text>
          <div className={classes.snippet}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, by keyboard too. */}
            <code tabIndex={0}>{link.data.url}</code>
            <CopyButton text={link.data.url} label="Copy the link" />
          </div>
        </>
      )}
      <Group gap="xs">
        <Button size="xs" variant="default" loading={link.isPending} onClick={() => link.mutate()}>
          {connected ? 'Connect another group' : 'Connect a group'}
        </Button>
        {connected && (
          <Button size="xs" variant="default" c="red" loading={remove.isPending} onClick={confirm}>
            Disconnect
          </Button>
        )}
      </Group>
    </>
  );
}
