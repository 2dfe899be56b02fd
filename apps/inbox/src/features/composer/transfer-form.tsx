import type { ConversationDetail, OperatorStatus, Team } from '@baton/contracts';
import { errorMessage, useSession } from '@baton/ui';
import { Alert, Button, Group, Loader, Radio, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { availabilityWords, isThere } from '../../shared/operators.ts';
import { operatorsQuery, teamsQuery } from '../../shared/queries.ts';
import type { ConversationActions } from '../../shared/use-conversation-actions.ts';
import classes from './composer-area.module.css';

interface TransferFormProps {
  detail: ConversationDetail;
  actions: ConversationActions;
  onClose: () => void;
}

/** Everybody but the one who has it, as a choice of its own. */
const EVERYBODY = 'everybody';

/** To whom, and why: a colleague is asked first, a team rings at once. */
export function TransferForm({ detail, actions, onClose }: TransferFormProps) {
  const operators = useQuery(operatorsQuery);
  const teams = useQuery(teamsQuery);
  const [to, setTo] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const { user } = useSession();

  const failed = operators.error ?? teams.error;
  if (failed) return <Alert color="red" title={errorMessage(failed)} />;
  if (!operators.data || !teams.data) return <Loader size="sm" aria-label="Loading the people" />;
  const owner = detail.mode.owner?.id;
  const people = operators.data.filter(({ id, canHandoff }) => canHandoff && id !== owner);
  const others = people.filter(({ id }) => id !== user.id);

  function submit() {
    const [kind, id = ''] = to?.split(':') ?? [];
    if (kind === 'person') actions.transfer(id, note.trim());
    else actions.transferToTeam(kind === 'team' ? id : null, note.trim());
    onClose();
  }

  return (
    <Stack gap="md">
      <Radio.Group label="To" value={to} onChange={setTo} className={classes.choices}>
        <Stack gap="xs" mt="xs">
          {people.length === 0 && <Text c="dimmed">Nobody else here may answer customers.</Text>}
          {people.map((person) => (
            <Radio
              key={person.id}
              value={`person:${person.id}`}
              label={person.id === user.id ? `${person.name} (you)` : person.name}
              description={`${availabilityWords(person)} · ${conversationWords(person.conversations)}`}
              disabled={!person.reachable || person.availability === 'away'}
            />
          ))}
          {teams.data.map((team) => (
            <Radio
              key={team.id}
              value={`team:${team.id}`}
              label={`Team ${team.name}`}
              description={thereWords(membersOf(team, others))}
              disabled={!membersOf(team, others).some(isThere)}
            />
          ))}
          <Radio
            value={EVERYBODY}
            label="Everybody else"
            description={thereWords(others)}
            disabled={!others.some(isThere)}
          />
        </Stack>
      </Radio.Group>
      <Textarea
        label="Note"
        description="For your colleagues, not for the customer"
        autosize
        minRows={2}
        maxRows={6}
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Text size="sm" c="dimmed">
        {to?.startsWith('person:')
          ? 'They have 2 minutes to accept. Until then it stays where it is.'
          : 'A team is alerted at once, and the first to accept has it.'}
      </Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button onClick={submit} disabled={to === null}>
          Transfer
        </Button>
      </Group>
    </Stack>
  );
}

function membersOf({ operatorIds }: Team, operators: readonly OperatorStatus[]): OperatorStatus[] {
  return operators.filter(({ id }) => operatorIds.includes(id));
}

function thereWords(operators: readonly OperatorStatus[]): string {
  const there = operators.filter(isThere).length;
  return there === 0 ? 'Nobody is available now' : `${there} available now`;
}

function conversationWords(count: number): string {
  return count === 1 ? '1 conversation' : `${count} conversations`;
}
