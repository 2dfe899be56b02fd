import { channelDefinitions } from '@baton/channels/definitions';
import type { FlowSummary } from '@baton/contracts';
import { api, errorMessage, orpc } from '@baton/ui';
import { Alert, Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { isNotEmpty, useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ConnectionFields, type ConnectionWish, emptyWish } from './connection-fields.tsx';
import { FlowSelect } from './flow-select.tsx';

interface AddChannelDialogProps {
  opened: boolean;
  onClose: () => void;
  onAdded: (channelId: string) => void;
  flows: readonly FlowSummary[];
}

interface NewChannel {
  type: string;
  name: string;
  flowId: string | null;
  connection: ConnectionWish;
}

/** Adds a channel of any type there is, connected to its account where the type has one. */
export function AddChannelDialog({ opened, onClose, onAdded, flows }: AddChannelDialogProps) {
  const queryClient = useQueryClient();
  const types = Object.values(channelDefinitions);
  // Types to connect come first: a website has its chat from the beginning.
  const first = types.find(({ ways }) => ways.length > 0) ?? types[0];
  const form = useForm<NewChannel>({
    initialValues: {
      type: first?.type ?? '',
      name: first?.title ?? '',
      flowId: flows.find(({ publishedVersion }) => publishedVersion !== null)?.id ?? null,
      connection: emptyWish(first?.type ?? ''),
    },
    validate: {
      name: isNotEmpty('Give the channel a name'),
    },
  });
  const add = useMutation({
    mutationFn: ({ connection: wish, ...channel }: NewChannel) =>
      api.channels.create({ ...channel, ...(connects && wish) }),
    onSuccess({ id }) {
      onAdded(id);
      close();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: orpc.channels.key() }),
  });
  const { type, connection } = form.values;
  const connects = (channelDefinitions[type]?.ways ?? []).length > 0;

  function close() {
    onClose();
    form.reset();
    add.reset();
  }

  function choose(next: string | null) {
    if (next === null) return;
    form.setValues({ type: next, name: channelDefinitions[next]?.title ?? '', connection: emptyWish(next) });
    add.reset();
  }

  /** What was refused is no longer what stands there. */
  function fillIn(next: ConnectionWish) {
    form.setFieldValue('connection', next);
    add.reset();
  }

  return (
    <Modal opened={opened} onClose={close} title="Add a channel">
      <form onSubmit={form.onSubmit((values) => add.mutate(values))} noValidate>
        <Stack>
          <Select
            label="Where customers write"
            description={channelDefinitions[type]?.description}
            data={types.map(({ type: value, title }) => ({ value, label: title }))}
            value={type}
            allowDeselect={false}
            onChange={choose}
          />
          <TextInput
            {...form.getInputProps('name')}
            label="Name"
            description="For you and your colleagues"
            maxLength={100}
          />
          <FlowSelect
            flows={flows}
            value={form.values.flowId}
            onChange={(flowId) => form.setFieldValue('flowId', flowId)}
          />
          <ConnectionFields type={type} wish={connection} onChange={fillIn} />
          {add.error && <Alert color="red" role="alert" title={errorMessage(add.error)} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={add.isPending}>
              {connects ? 'Connect' : 'Add'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
