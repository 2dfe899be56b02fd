import type { Invitation } from '@baton/contracts';
import { api, errorMessage, orpc, useSession } from '@baton/ui';
import { Alert, Avatar, Badge, Button, Loader, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconMail, IconUserPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { membersQuery } from '../../shared/queries.ts';
import { InviteDialog } from './invite-dialog.tsx';
import { MemberItem } from './member-item.tsx';
import { roleWords } from './role-words.ts';
import classes from './settings.module.css';

/** /inbox/settings/people: who is here, what they may do, and who is invited. */
export function PeoplePage() {
  const { canEdit } = useSession();
  const people = useQuery(membersQuery);
  const [inviting, invite] = useDisclosure(false);

  if (people.isPending) return <Loader size="sm" aria-label="Loading the people" />;
  if (people.isError) return <Alert color="red" title={errorMessage(people.error)} />;
  const { members, invitations } = people.data;
  const reachable = members.filter(({ canHandoff }) => canHandoff).length;
  return (
    <>
      <div className={classes.sectionHead}>
        <div>
          <Title order={2} size="h3">
            People
          </Title>
          <Text c="dimmed">Who edits flows, and who answers customers.</Text>
        </div>
        {canEdit && (
          <Button leftSection={<IconUserPlus size={18} stroke={1.75} />} onClick={invite.open}>
            Invite someone
          </Button>
        )}
      </div>
      {canEdit && reachable < 2 && (
        <Alert color="amber" mb="md" p="sm">
          {reachable === 0
            ? 'Nobody here may answer customers. Give somebody the Handoff permission.'
            : 'Only one person can answer customers. With a second one, somebody is there when the first is away.'}
        </Alert>
      )}
      <ul className={classes.list}>
        {members.map((member) => (
          <MemberItem key={member.userId} member={member} />
        ))}
        {invitations.map((invitation) => (
          <InvitationItem key={invitation.id} invitation={invitation} />
        ))}
      </ul>
      <InviteDialog opened={inviting} onClose={invite.close} />
    </>
  );
}

function InvitationItem({ invitation }: { invitation: Invitation }) {
  const queryClient = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => api.account.members.revoke({ id: invitation.id }),
    onError: (error) => notifications.show({ color: 'red', title: 'Not revoked', message: errorMessage(error) }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: orpc.account.members.list.key() }),
  });
  const expires = new Date(invitation.expiresAt).toLocaleDateString(undefined, { day: 'numeric', month: 'long' });
  return (
    <li className={classes.person}>
      <Avatar size={36} color="gray" alt="">
        <IconMail size={18} stroke={1.75} />
      </Avatar>
      <div className={classes.who}>
        <Text fw={500}>{invitation.email}</Text>
        <Text size="xs" c="dimmed">
          Invited as {roleWords[invitation.role]}, the link works until {expires}
        </Text>
      </div>
      <div className={classes.controls}>
        <Badge color="amber">Invited</Badge>
        <Button size="xs" variant="default" loading={revoke.isPending} onClick={() => revoke.mutate()}>
          Revoke
        </Button>
      </div>
    </li>
  );
}
