import type { Member, TelegramOperator } from '@baton/contracts';
import { api, errorMessage, orpc, useSavedAtOnce, useSession } from '@baton/ui';
import { Avatar, Badge, Button, Switch, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import classes from './settings.module.css';

interface TelegramOperatorItemProps {
  operator: TelegramOperator;
  members: readonly Member[];
}

/** Somebody who is alerted on Telegram: whether alerts reach them, and what can be changed. */
export function TelegramOperatorItem({ operator, members }: TelegramOperatorItemProps) {
  const { id, name, username, userId, availability, problem } = operator;
  const { user, canEdit } = useSession();
  const queryClient = useQueryClient();
  const shared = {
    onError: (error: unknown) =>
      notifications.show({ color: 'red', title: 'Nothing was changed', message: errorMessage(error) }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: orpc.telegramOperators.key() }),
  };
  const { shown, change } = useSavedAtOnce({
    stored: { availability },
    save: (changed) => api.telegramOperators.update({ operatorId: id, availability, ...changed }),
    refreshes: [orpc.telegramOperators.key()],
  });
  const revoke = useMutation({ mutationFn: () => api.telegramOperators.revoke({ operatorId: id }), ...shared });
  const mayChange = canEdit || userId === user.id;
  const member = members.find((each) => each.userId === userId);
  const available = availability === 'available';

  function askToRevoke() {
    modals.openConfirmModal({
      title: `Revoke ${name}?`,
      children: (
        <Text>
          {name} gets no more alerts and can answer nobody on Telegram. Customers that {name} has there ring for others.
        </Text>
      ),
      labels: { confirm: 'Revoke', cancel: 'Cancel' },
      confirmProps: { color: 'red' },
      onConfirm: () => revoke.mutate(),
    });
  }

  return (
    <li className={classes.person}>
      <Avatar name={name} size={36} color="teal" alt="" />
      <div className={classes.who}>
        <Text fw={500}>
          <bdi>{name}</bdi>
          {userId === user.id && ' (you)'}
        </Text>
        <Text size="xs" c={problem === null ? 'dimmed' : 'red'}>
          {problem ?? [username && `@${username}`, member ? member.email : 'Telegram only'].filter(Boolean).join(' · ')}
        </Text>
      </div>
      <div className={classes.controls}>
        <Badge color={problem !== null ? 'red' : available ? 'green' : 'gray'}>
          {problem !== null ? 'Not reached' : available ? 'Active' : availability}
        </Badge>
        <Switch
          label="Alerts"
          aria-label={`Alerts for ${name}`}
          checked={shown.availability === 'available'}
          disabled={!mayChange}
          onChange={(event) => change({ availability: event.currentTarget.checked ? 'available' : 'away' })}
        />
        {mayChange && (
          <Button size="xs" variant="default" c="red" loading={revoke.isPending} onClick={askToRevoke}>
            Revoke
          </Button>
        )}
      </div>
    </li>
  );
}
