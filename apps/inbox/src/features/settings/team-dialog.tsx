import { type HandoffSettings, type OperatorStatus, routings, type Team } from '@baton/contracts';
import { api, errorMessage, orpc } from '@baton/ui';
import { Accordion, Alert, Button, Checkbox, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { routingOf, routingWords } from './routing-words.ts';
import { ownWords, TeamHandoff } from './team-handoff.tsx';

interface TeamDialogProps {
  /** Null makes a new one. */
  team: Team | null;
  operators: readonly OperatorStatus[];
  workspace: HandoffSettings;
  onClose: () => void;
}

const nothingOwn: Team['handoff'] = {
  hours: null,
  acceptTimeoutSeconds: null,
  replyTimeoutSeconds: null,
  formTimeoutSeconds: null,
  fallback: null,
};

/** A team's name, its people, whom its requests ask, and its own hours and waiting times. */
export function TeamDialog({ team, operators, workspace, onClose }: TeamDialogProps) {
  const queryClient = useQueryClient();
  const [name, setName] = useState(team?.name ?? '');
  const [operatorIds, setOperatorIds] = useState<string[]>(team?.operatorIds ?? []);
  const [routing, setRouting] = useState(team?.routing ?? null);
  const [handoff, setHandoff] = useState(team?.handoff ?? nothingOwn);
  const [complete, setComplete] = useState(true);
  const isPhone = useMediaQuery('(max-width: 40em)');
  const save = useMutation({
    mutationFn: () => {
      const wish = { name, routing, operatorIds, handoff };
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
    <Modal opened onClose={onClose} title={team ? `Team ${team.name}` : 'Add a team'} size={720} fullScreen={isPhone}>
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
          <Accordion variant="contained" defaultValue={ownWords(handoff) === null ? null : 'handoff'}>
            <Accordion.Item value="handoff">
              <Accordion.Control>
                <Text fw={500}>Hours and waiting</Text>
                <Text size="xs" c="dimmed">
                  {ownWords(handoff) ?? 'As in the flow or the workspace'}
                </Text>
              </Accordion.Control>
              <Accordion.Panel>
                <TeamHandoff
                  value={handoff}
                  workspace={workspace}
                  onChange={(change, isComplete = complete) => {
                    setComplete(isComplete);
                    setHandoff((before) => ({ ...before, ...change }));
                  }}
                />
              </Accordion.Panel>
            </Accordion.Item>
          </Accordion>
          <Group justify="flex-end" gap="xs">
            {!complete && <Text c="red">Complete the hours first.</Text>}
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending} disabled={name.trim() === '' || !complete}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
