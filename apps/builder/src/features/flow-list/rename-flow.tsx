import type { FlowSummary } from '@baton/contracts';
import { api, errorMessage } from '@baton/ui';
import { Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { NameForm } from './name-form.tsx';

interface RenameFlowProps {
  flow: FlowSummary;
  opened: boolean;
  onClose: () => void;
  onRenamed: () => Promise<void>;
}

/** Gives a flow another name. */
export function RenameFlow({ flow, opened, onClose, onRenamed }: RenameFlowProps) {
  const rename = useMutation({
    mutationFn: (name: string) => api.flows.rename({ id: flow.id, name }),
    onSuccess: async () => {
      await onRenamed();
      onClose();
    },
  });
  return (
    <Modal opened={opened} onClose={onClose} title="Rename flow">
      <NameForm
        initial={flow.name}
        action="Rename"
        pending={rename.isPending}
        error={rename.isError ? errorMessage(rename.error) : null}
        onSubmit={(name) => rename.mutate(name)}
        onCancel={onClose}
      />
    </Modal>
  );
}
