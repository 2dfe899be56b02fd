import { api, errorMessage, orpc } from '@baton/ui';
import { Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { NameForm } from './name-form.tsx';

/** Makes an empty flow and opens it. */
export function NewFlow({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: (name: string) => api.flows.create({ name }),
    onSuccess: async (flow) => {
      await queries.invalidateQueries({ queryKey: orpc.flows.list.key(), refetchType: 'none' });
      await navigate(`/flows/${flow.id}`);
    },
  });
  return (
    <Modal opened={opened} onClose={onClose} title="New flow">
      <NameForm
        initial=""
        action="Create flow"
        pending={create.isPending}
        error={create.isError ? errorMessage(create.error) : null}
        onSubmit={(name) => create.mutate(name)}
        onCancel={onClose}
      />
    </Modal>
  );
}
