import { api, errorMessage, orpc } from '@baton/ui';
import { Alert, Button, FileInput, Group, List, Modal, Stack, Text } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type FlowFile, readFlowFile } from './read-flow-file.ts';

/** Makes a flow from a file that was exported, or says clearly what is wrong with it. */
export function ImportFlow({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [read, setRead] = useState<FlowFile | null>(null);
  const create = useMutation({
    mutationFn: ({ name, document }: Extract<FlowFile, { ok: true }>) => api.flows.create({ name, document }),
    onSuccess: async (flow) => {
      await queries.invalidateQueries({ queryKey: orpc.flows.list.key(), refetchType: 'none' });
      await navigate(`/flows/${flow.id}`);
    },
  });

  async function choose(chosen: File | null) {
    setFile(chosen);
    setRead(null);
    create.reset();
    if (chosen) setRead(await readFlowFile(chosen));
  }

  function close() {
    void choose(null);
    onClose();
  }

  return (
    <Modal opened={opened} onClose={close} title="Import a flow">
      <Stack>
        <Text c="dimmed">Choose a file that was exported from a flow’s menu. It becomes a new flow.</Text>
        <FileInput
          data-autofocus
          label="File"
          placeholder="Choose a JSON file"
          accept="application/json,.json"
          clearable
          clearButtonProps={{ 'aria-label': 'Choose no file' }}
          leftSection={<IconFileText size={18} stroke={1.75} />}
          value={file}
          onChange={(chosen) => void choose(chosen)}
        />
        {read?.ok && (
          <Text>
            “{read.name}”: {read.document.nodes.length === 1 ? '1 node' : `${read.document.nodes.length} nodes`}
          </Text>
        )}
        {read && !read.ok && (
          <Alert color="red" title="This file can’t be imported">
            <List size="sm" spacing={4}>
              {read.problems.map((problem) => (
                <List.Item key={problem}>{problem}</List.Item>
              ))}
            </List>
          </Alert>
        )}
        {create.isError && (
          <Alert color="red" title="The flow was not imported">
            {errorMessage(create.error)}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button
            disabled={!read?.ok}
            loading={create.isPending}
            onClick={() => {
              if (read?.ok) create.mutate(read);
            }}
          >
            Import
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
