import { api, errorMessage } from '@baton/ui';
import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { useFlowSession } from '../../editor/flow-session.tsx';

interface ConflictDialogProps {
  opened: boolean;
  onClose: () => void;
  onSettled: () => void;
}

/** Somebody else saved first: their version here, or mine as a flow of its own. Nothing is lost either way. */
export function ConflictDialog({ opened, onClose, onSettled }: ConflictDialogProps) {
  const { draft, store, queue } = useFlowSession();
  const navigate = useNavigate();
  const load = useMutation({
    mutationFn: () => api.flows.get({ id: draft.id }),
    onSuccess: (theirs) => {
      queue.adopt(theirs.document, theirs.revision, theirs.changed);
      store.getState().reset(theirs.document);
      onSettled();
    },
  });
  const copy = useMutation({
    mutationFn: () =>
      api.flows.create({ name: `${draft.name} (my copy)`.slice(0, 100), document: store.getState().document }),
    onSuccess: (mine) => {
      // What is here lives on in the copy: leaving loses nothing.
      queue.adopt(store.getState().document, queue.state.getState().revision);
      void navigate(`/flows/${mine.id}`);
    },
  });
  const error = load.error ?? copy.error;

  return (
    <Modal opened={opened} onClose={onClose} title="Somebody else saved this flow">
      <Stack>
        <Text>
          It was changed in another window, by you or somebody else, after you opened it. Your last changes are not
          saved yet.
        </Text>
        {error && <Alert color="red">{errorMessage(error)}</Alert>}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" loading={load.isPending} onClick={() => load.mutate()}>
            Load their version
          </Button>
          <Button loading={copy.isPending} onClick={() => copy.mutate()}>
            Keep mine as a copy
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
