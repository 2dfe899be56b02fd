import { type OperatorStatus, routings, type Team } from '@baton/contracts';
import { api, errorMessage, orpc } from '@baton/ui';
import { Alert, Button, Checkbox, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { routingOf, routingWords } from './routing-words.ts';

interface TeamDialogProps {
  /** Null makes a new one. */
  team: Team | null;
  operators: readonly OperatorStatus[];
  onClose: () => void;
}

/** A team's name, its people, and whom its requests ask. */
export function TeamDialog({ team, operators, onClose }: TeamDialogProps) {
  const queryClient = useQueryClient();
  const [name, setName] = useState(team?.name ?? '');
  const [operatorIds, setOperatorIds] = useState<string[]>(team?.operatorIds ?? []);
  const [routing, setRouting] = useState(team?.routing ?? null);
  const save = useMutation({
    mutationFn: () => {
      const wish = { name, routing, operatorIds };
      return team ? api.teams.update({ id: team.id, ...wish }) : api.teams.create(wish);
    },
    onSuccess: async () => {
      await Promise.all(
        [orpc.teams.key(), orpc.operators.key()].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
      );
      onClose();
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }

  return (
    <Modal opened onClose={onClose} title={team ? `Team ${team.name}` : 'Add a team'}>
      <form onSubmit={submit} noValidate>
        <Stack>
          {save.error && <Alert color="red" role="alert" title={errorMessage(save.error)} />}
          <TextInput
            label="Name"
            placeholder="Billing"
            value={name}
            maxLength={80}
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Checkbox.Group label="People" value={operatorIds} onChange={setOperatorIds}>
            <Stack gap="xs" mt="xs" mah={280} style={{ overflowY: 'auto' }}>
              {operators.map((operator) => (
                <Checkbox
                  key={operator.id}
                  value={operator.id}
                  label={operator.name}
                  description={operator.canHandoff ? undefined : 'May not answer customers at the moment'}
                />
              ))}
            </Stack>
          </Checkbox.Group>
          <Select
            label="Whom a request asks"
            clearable
            clearButtonProps={{ 'aria-label': 'As in the workspace' }}
            placeholder="As in the workspace"
            data={routings.map((value) => ({ value, label: routingWords[value] }))}
            value={routing}
            onChange={(value) => setRouting(routingOf(value))}
          />
          {operatorIds.length === 0 && (
            <Text size="sm" c="dimmed">
              A team without people finds no one: its requests go to the fallback at once.
            </Text>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
