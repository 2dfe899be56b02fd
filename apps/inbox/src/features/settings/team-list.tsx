import type { HandoffSettings, OperatorStatus, Team } from '@baton/contracts';
import { api, EmptyState, errorMessage, orpc, useSession } from '@baton/ui';
import { ActionIcon, Button, Text, Title, Tooltip } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { IconPencil, IconPlus, IconTrash, IconUsersGroup } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isThere } from '../../shared/operators.ts';
import { routingWords } from './routing-words.ts';
import classes from './settings.module.css';
import { TeamDialog } from './team-dialog.tsx';
import { ownWords } from './team-handoff.tsx';

interface TeamListProps {
  teams: readonly Team[];
  operators: readonly OperatorStatus[];
  workspace: HandoffSettings;
}

/** The teams of a workspace, and what an owner or admin can do to them. */
export function TeamList({ teams, operators, workspace }: TeamListProps) {
  const { canEdit } = useSession();
  const [edited, setEdited] = useState<Team | 'new' | null>(null);
  return (
    <>
      <div className={classes.sectionHead}>
        <div>
          <Title order={2} size="h3">
            Teams
          </Title>
          <Text c="dimmed">People who share customers. Handoff nodes and pre-handoff forms send requests to them.</Text>
        </div>
        {canEdit && (
          <Button leftSection={<IconPlus size={18} stroke={1.75} />} onClick={() => setEdited('new')}>
            Add a team
          </Button>
        )}
      </div>
      {teams.length === 0 ? (
        <EmptyState icon={<IconUsersGroup size={28} stroke={1.5} />} title="No teams yet">
          Without teams every request asks everybody who may answer.
        </EmptyState>
      ) : (
        <ul className={`${classes.list} ${classes.apart}`}>
          {teams.map((team) => (
            <TeamItem key={team.id} team={team} operators={operators} onEdit={() => setEdited(team)} />
          ))}
        </ul>
      )}
      {edited !== null && (
        <TeamDialog
          key={edited === 'new' ? 'new' : edited.id}
          team={edited === 'new' ? null : edited}
          operators={operators}
          workspace={workspace}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}

function TeamItem({
  team,
  operators,
  onEdit,
}: {
  team: Team;
  operators: readonly OperatorStatus[];
  onEdit: () => void;
}) {
  const { canEdit } = useSession();
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.teams.remove({ id: team.id }),
    onError: (error) => notifications.show({ color: 'red', title: 'Not removed', message: errorMessage(error) }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: orpc.teams.key() }),
  });
  const members = operators.filter(({ id }) => team.operatorIds.includes(id));
  const own = ownWords(team.handoff);
  const names = members.map(({ name }) => name).join(', ');

  function askToRemove() {
    modals.openConfirmModal({
      title: `Remove ${team.name}`,
      children: (
        <Text>
          Requests that flows send to {team.name} ask everybody from then on. Its people stay in the workspace.
        </Text>
      ),
      labels: { confirm: 'Remove', cancel: 'Cancel' },
      confirmProps: { color: 'red' },
      onConfirm: () => remove.mutate(),
    });
  }

  return (
    <li className={classes.person}>
      <div className={classes.who}>
        <Text fw={500}>
          <bdi>{team.name}</bdi>
        </Text>
        <Text size="xs" c="dimmed">
          {members.length === 0
            ? 'Nobody is in it: requests find no one'
            : `${names} · ${members.filter(isThere).length} available now`}
        </Text>
        {team.routing && (
          <Text size="xs" c="dimmed">
            {routingWords[team.routing]}
          </Text>
        )}
        {own && (
          <Text size="xs" c="dimmed">
            {own}
          </Text>
        )}
      </div>
      {canEdit && (
        <div className={classes.controls}>
          <Tooltip label="Edit">
            <ActionIcon onClick={onEdit} aria-label={`Edit ${team.name}`}>
              <IconPencil size={18} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label="Remove">
            <ActionIcon color="red" onClick={askToRemove} aria-label={`Remove ${team.name}`} loading={remove.isPending}>
              <IconTrash size={18} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        </div>
      )}
    </li>
  );
}
