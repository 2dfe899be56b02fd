import type { OperatorStatus } from '@baton/contracts';
import { api, errorMessage, orpc } from '@baton/ui';
import { NumberInput, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { availabilityWords } from '../../shared/operators.ts';
import classes from './settings.module.css';

interface CapacityListProps {
  operators: readonly OperatorStatus[];
  canEdit: boolean;
}

/** How many conversations each takes before requests pass them by. */
export function CapacityList({ operators, canEdit }: CapacityListProps) {
  const answering = operators.filter(({ canHandoff }) => canHandoff);
  return (
    <section className={classes.card}>
      <div>
        <Title order={3}>Capacity</Title>
        <Text c="dimmed">
          Who has as many conversations as they take is not asked for more. They can still take one over themselves.
        </Text>
      </div>
      <ul className={classes.list}>
        {answering.map((operator) => (
          <CapacityItem key={operator.id} operator={operator} canEdit={canEdit} />
        ))}
      </ul>
    </section>
  );
}

function CapacityItem({ operator, canEdit }: { operator: OperatorStatus; canEdit: boolean }) {
  const { id, name, capacity, conversations } = operator;
  const queryClient = useQueryClient();
  const [value, setValue] = useState<number | ''>(capacity ?? '');
  const save = useMutation({
    mutationFn: (next: number | null) => api.operators.setCapacity({ operatorId: id, capacity: next }),
    onError: (error) => {
      setValue(capacity ?? '');
      notifications.show({ color: 'red', title: 'Nothing was changed', message: errorMessage(error) });
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: orpc.operators.key() }),
  });

  function leave() {
    const next = value === '' ? null : value;
    if (next !== capacity) save.mutate(next);
  }

  return (
    <li className={classes.person}>
      <div className={classes.who}>
        <Text fw={500}>
          <bdi>{name}</bdi>
        </Text>
        <Text size="xs" c="dimmed">
          {availabilityWords(operator)} · has {conversations}
        </Text>
      </div>
      <NumberInput
        aria-label={`Conversations at once for ${name}`}
        placeholder="Any number"
        w={130}
        size="xs"
        min={1}
        max={500}
        allowDecimal={false}
        value={value}
        disabled={!canEdit || save.isPending}
        onChange={(next) => setValue(typeof next === 'number' ? next : '')}
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.key === 'Enter') leave();
        }}
      />
    </li>
  );
}
