import type { Member } from '@baton/contracts';
import { api, errorMessage, orpc, useSavedAtOnce, useSession } from '@baton/ui';
import { ActionIcon, Avatar, Select, Switch, Text, Tooltip } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { IconUserMinus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { givenRoles } from './role-words.ts';
import classes from './settings.module.css';

/** One person of the workspace, with what an owner or admin can change about them. */
export function MemberItem({ member }: { member: Member }) {
  const { user, canEdit } = useSession();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: orpc.account.key() });
  const fail = (error: unknown) =>
    notifications.show({ color: 'red', title: 'Nothing was changed', message: errorMessage(error) });
  const { role, canHandoff } = member;
  const { shown, change } = useSavedAtOnce<Pick<Member, 'role' | 'canHandoff'>>({
    stored: { role, canHandoff },
    save: (changed) => api.account.members.update({ userId: member.userId, ...changed }),
    refreshes: [orpc.account.key()],
  });
  const remove = useMutation({
    mutationFn: () => api.account.members.remove({ userId: member.userId }),
    onError: fail,
    onSettled: refresh,
  });
  const isMe = member.userId === user.id;
  const isOwner = member.role === 'owner';

  function askToRemove() {
    modals.openConfirmModal({
      title: `Remove ${member.name}`,
      children: (
        <Text>
          {member.name} is signed out at once. Conversations that {member.name} has go to somebody else.
        </Text>
      ),
      labels: { confirm: 'Remove', cancel: 'Cancel' },
      confirmProps: { color: 'red' },
      onConfirm: () => remove.mutate(),
    });
  }

  return (
    <li className={classes.person}>
      <Avatar name={member.name} size={36} color="teal" alt="" />
      <div className={classes.who}>
        <Text fw={500}>
          <bdi>{member.name}</bdi>
          {isMe && ' (you)'}
        </Text>
        <Text size="xs" c="dimmed">
          {member.email}
          {member.online && <span className={classes.online}> · Online</span>}
        </Text>
      </div>
      <div className={classes.controls}>
        {isOwner || !canEdit ? (
          <Text w={110} className={classes.role}>
            {member.role}
          </Text>
        ) : (
          <Select
            aria-label={`Role of ${member.name}`}
            w={110}
            size="xs"
            allowDeselect={false}
            data={givenRoles.map(({ value, label }) => ({ value, label }))}
            value={shown.role}
            onChange={(value) => {
              const role = givenRoles.find((given) => given.value === value)?.value;
              if (role) change({ role });
            }}
          />
        )}
        <Tooltip label="May take over and answer conversations">
          <Switch
            label="Handoff"
            aria-label={`Handoff permission of ${member.name}`}
            checked={shown.canHandoff}
            disabled={!canEdit}
            onChange={(event) => change({ canHandoff: event.currentTarget.checked })}
          />
        </Tooltip>
        {canEdit && (isMe || isOwner) && <span className={classes.noAction} />}
        {canEdit && !isMe && !isOwner && (
          <Tooltip label="Remove from the workspace">
            <ActionIcon
              color="red"
              onClick={askToRemove}
              aria-label={`Remove ${member.name}`}
              loading={remove.isPending}
            >
              <IconUserMinus size={18} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
    </li>
  );
}
