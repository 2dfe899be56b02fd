import { api, errorMessage, orpc } from '@baton/ui';
import { TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import classes from './top-bar.module.css';

interface FlowNameProps {
  flowId: string;
  name: string;
  canEdit: boolean;
}

/** The flow's name, edited where it stands. */
export function FlowName({ flowId, name, canEdit }: FlowNameProps) {
  const queries = useQueryClient();
  const [saved, setSaved] = useState(name);
  const [wish, setWish] = useState(name);
  const rename = useMutation({
    mutationFn: (next: string) => api.flows.rename({ id: flowId, name: next }),
    onSuccess: async (flow) => {
      setSaved(flow.name);
      await queries.invalidateQueries({ queryKey: orpc.flows.list.key() });
    },
    onError: (error) => {
      setWish(saved);
      notifications.show({ color: 'red', title: 'The name was not changed', message: errorMessage(error) });
    },
  });

  function commit() {
    const next = wish.trim();
    if (next === '' || next === saved) setWish(saved);
    else rename.mutate(next);
  }

  if (!canEdit) return <h1 className={classes.name}>{name}</h1>;
  return (
    <TextInput
      variant="unstyled"
      aria-label="Name of the flow"
      className={classes.nameField}
      classNames={{ input: classes.nameInput }}
      maxLength={100}
      size="sm"
      value={wish}
      onChange={(event) => setWish(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') setWish(saved);
      }}
    />
  );
}
