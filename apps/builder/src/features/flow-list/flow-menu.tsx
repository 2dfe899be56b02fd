import type { FlowSummary } from '@baton/contracts';
import { api, errorCode, errorMessage, orpc } from '@baton/ui';
import { ActionIcon, Menu, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { IconCopy, IconDots, IconDownload, IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { downloadFlow } from './download-flow.ts';
import { RenameFlow } from './rename-flow.tsx';

const size = { size: 18, stroke: 1.75 };

/** What can be done to a flow without opening it. */
export function FlowMenu({ flow, canEdit }: { flow: FlowSummary; canEdit: boolean }) {
  const queries = useQueryClient();
  const [renaming, setRenaming] = useState(false);
  const refresh = () => queries.invalidateQueries({ queryKey: orpc.flows.list.key() });
  const fail = (title: string) => (error: unknown) =>
    notifications.show({ color: 'red', title, message: errorMessage(error) });

  const duplicate = useMutation({
    mutationFn: () => api.flows.duplicate({ id: flow.id }),
    onSuccess: refresh,
    onError: fail('The flow was not copied'),
  });
  const remove = useMutation({
    mutationFn: () => api.flows.remove({ id: flow.id }),
    onSuccess: refresh,
    onError: (error) =>
      errorCode(error) === 'FLOW_IN_USE' ? explainInUse(flow) : fail('The flow was not deleted')(error),
  });
  const download = useMutation({ mutationFn: () => downloadFlow(flow), onError: fail('The flow was not exported') });

  const askToRemove = () =>
    modals.openConfirmModal({
      title: `Delete “${flow.name}”?`,
      children: <Text>Its versions go too, and there is no way back. Export it first if you may want it again.</Text>,
      labels: { confirm: 'Delete flow', cancel: 'Keep it' },
      confirmProps: { color: 'red' },
      onConfirm: () => remove.mutate(),
    });

  return (
    <>
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <ActionIcon aria-label={`Actions for ${flow.name}`} loading={duplicate.isPending || remove.isPending}>
            <IconDots {...size} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {canEdit && (
            <>
              <Menu.Item leftSection={<IconPencil {...size} />} onClick={() => setRenaming(true)}>
                Rename
              </Menu.Item>
              <Menu.Item leftSection={<IconCopy {...size} />} onClick={() => duplicate.mutate()}>
                Duplicate
              </Menu.Item>
            </>
          )}
          <Menu.Item leftSection={<IconDownload {...size} />} onClick={() => download.mutate()}>
            Export as JSON
          </Menu.Item>
          {canEdit && (
            <>
              <Menu.Divider />
              <Menu.Item
                color="red"
                leftSection={<IconTrash {...size} />}
                onClick={() => (flow.channels.length > 0 ? explainInUse(flow) : askToRemove())}
              >
                Delete
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <RenameFlow flow={flow} opened={renaming} onClose={() => setRenaming(false)} onRenamed={refresh} />
    </>
  );
}

function explainInUse(flow: FlowSummary) {
  const names = flow.channels.map(({ name }) => name).join(', ') || 'A channel';
  modals.open({
    title: `“${flow.name}” is in use`,
    children: (
      <Text>
        {names} {flow.channels.length > 1 ? 'answer' : 'answers'} customers with this flow. Choose another flow there,
        under Settings, then delete this one.
      </Text>
    ),
  });
}
