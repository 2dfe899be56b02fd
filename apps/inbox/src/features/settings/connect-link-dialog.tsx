import type { Member } from '@baton/contracts';
import { api, errorMessage, useSession } from '@baton/ui';
import { Alert, Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { CopyButton } from './copy-button.tsx';
import classes from './settings.module.css';

interface ConnectLinkDialogProps {
  opened: boolean;
  onClose: () => void;
  members: readonly Member[];
}

const NOBODY = 'nobody';

/** Makes a link that connects whoever opens it first: shown once, for oneself or to be passed on. */
export function ConnectLinkDialog({ opened, onClose, members }: ConnectLinkDialogProps) {
  const { user, canEdit } = useSession();
  const [who, setWho] = useState(user.id);
  const link = useMutation({
    mutationFn: () => api.telegramOperators.link({ userId: who === NOBODY ? null : who }),
  });
  const people = members.filter(({ userId, canHandoff }) => canHandoff && (canEdit || userId === user.id));
  const data = [
    ...people.map(({ userId, name }) => ({ value: userId, label: userId === user.id ? `${name} (you)` : name })),
    ...(canEdit ? [{ value: NOBODY, label: 'Somebody without an inbox' }] : []),
  ];

  function close() {
    onClose();
    setWho(user.id);
    link.reset();
  }

  return (
    <Modal opened={opened} onClose={close} title={link.data ? 'The link is ready' : 'Connect someone'}>
      {link.data ? (
        <Stack gap="sm">
          <Text>
            {who === user.id
              ? 'Open this link in Telegram and press Start.'
              : 'Send them this link: they open it in Telegram and press Start.'}{' '}
            It works once, for 24 hours, for whoever opens it first, and is not shown again.
          </Text>
          <div className={classes.snippet}>
            <code>{link.data.url}</code>
            <CopyButton text={link.data.url} label="Copy the link" />
          </div>
          <Group justify="flex-end" gap="xs">
            {who === user.id && (
              <Button component="a" href={link.data.url} target="_blank" rel="noreferrer" variant="default">
                Open Telegram
              </Button>
            )}
            <Button onClick={close}>Done</Button>
          </Group>
        </Stack>
      ) : (
        <Stack>
          {link.error && <Alert color="red" role="alert" title={errorMessage(link.error)} />}
          <Select
            label="Who"
            description="Somebody with an inbox is the same person in both places."
            data={data}
            value={who}
            allowDeselect={false}
            onChange={(value) => value && setWho(value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button loading={link.isPending} onClick={() => link.mutate()}>
              Make the link
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
