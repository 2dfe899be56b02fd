import { api, errorMessage, orpc } from '@baton/ui';
import { Alert, Button, Group, PasswordInput, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { CopyButton } from './copy-button.tsx';
import classes from './settings.module.css';

/** The key by which a website says which of its customers a visitor is. It is fetched when somebody asks for it. */
export function IdentityKey({ channelId }: { channelId: string }) {
  const [shown, setShown] = useState(false);
  const queryClient = useQueryClient();
  const input = { id: channelId };
  const key = useQuery({ ...orpc.channels.identityKey.queryOptions({ input }), enabled: shown });
  const renew = useMutation({
    mutationFn: () => api.channels.renewIdentityKey(input),
    onSuccess: (renewed) => {
      queryClient.setQueryData(orpc.channels.identityKey.queryKey({ input }), renewed);
      notifications.show({ color: 'teal', message: 'There is a new key. Put it on your server now.' });
    },
    onError: (error) => notifications.show({ color: 'red', title: 'Not done', message: errorMessage(error) }),
  });

  function confirm() {
    modals.openConfirmModal({
      title: 'Renew the key?',
      children: <Text>Until the new key is on your server, signed-in customers can’t be recognised.</Text>,
      labels: { confirm: 'Renew the key', cancel: 'Cancel' },
      confirmProps: { color: 'red' },
      onConfirm: () => renew.mutate(),
    });
  }

  return (
    <section aria-label="Signed-in customers">
      <Text fw={500}>Signed-in customers</Text>
      <Text size="xs" c="dimmed" mb={8}>
        With this key your server signs who a visitor is: they keep their conversation on every device, and you see who
        you are talking to. Keep it secret.
      </Text>
      {!shown && (
        <Button size="xs" variant="default" onClick={() => setShown(true)}>
          Show the key
        </Button>
      )}
      {key.error && <Alert color="red" role="alert" title={errorMessage(key.error)} />}
      {shown && !key.error && (
        <div className={classes.snippet}>
          <PasswordInput
            aria-label="Key of signed-in customers"
            value={key.data?.key ?? ''}
            readOnly
            flex={1}
            placeholder="Loading"
            visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the key' }}
          />
          <Group gap="xs">
            <CopyButton text={key.data?.key ?? ''} label="Copy" />
            <Button size="xs" variant="default" c="red" loading={renew.isPending} onClick={confirm}>
              Renew the key
            </Button>
          </Group>
        </div>
      )}
    </section>
  );
}
