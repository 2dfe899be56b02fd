import { api, errorMessage, orpc } from '@baton/ui';
import { Alert, Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { isEmail, useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CopyButton } from './copy-button.tsx';
import { givenRoles } from './role-words.ts';
import classes from './settings.module.css';

/** Makes a link for a colleague: shown once, passed on by whoever invites. */
export function InviteDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const queryClient = useQueryClient();
  const form = useForm<{ email: string; role: 'admin' | 'agent' }>({
    initialValues: { email: '', role: 'agent' },
    validate: { email: isEmail('Enter a full e-mail address, like name@example.com') },
  });
  const invite = useMutation({
    mutationFn: (values: typeof form.values) => api.account.members.invite({ ...values, email: values.email.trim() }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: orpc.account.members.list.key() }),
  });

  function close() {
    onClose();
    form.reset();
    invite.reset();
  }

  return (
    <Modal opened={opened} onClose={close} title={invite.data ? 'The invitation is ready' : 'Invite someone'}>
      {invite.data ? (
        <Stack gap="sm">
          <Text>
            Send this link to {invite.data.invitation.email}. It works once, for 7 days, and is not shown again.
          </Text>
          <div className={classes.snippet}>
            <code>{invite.data.url}</code>
            <CopyButton text={invite.data.url} label="Copy the link" />
          </div>
          <Group justify="flex-end">
            <Button onClick={close}>Done</Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={form.onSubmit((values) => invite.mutate(values))} noValidate>
          <Stack>
            {invite.error && <Alert color="red" role="alert" title={errorMessage(invite.error)} />}
            <TextInput {...form.getInputProps('email')} label="E-mail" type="email" data-autofocus />
            <Radio.Group {...form.getInputProps('role')} label="Role">
              <Stack gap="xs" mt="xs">
                {givenRoles.map(({ value, label, text }) => (
                  <Radio key={value} value={value} label={label} description={text} />
                ))}
              </Stack>
            </Radio.Group>
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={close}>
                Cancel
              </Button>
              <Button type="submit" loading={invite.isPending}>
                Make the link
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
