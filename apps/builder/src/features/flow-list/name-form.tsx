import { Alert, Button, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';

interface NameFormProps {
  initial: string;
  action: string;
  pending: boolean;
  error: string | null;
  onSubmit: (name: string) => void;
  onCancel: () => void;
}

/** Asks for a flow's name. */
export function NameForm({ initial, action, pending, error, onSubmit, onCancel }: NameFormProps) {
  const [name, setName] = useState(initial);
  const [tried, setTried] = useState(false);
  const missing = tried && name.trim() === '';

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (name.trim() !== '') onSubmit(name.trim());
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {error && <Alert color="red">{error}</Alert>}
        <TextInput
          data-autofocus
          label="Name"
          placeholder="Booking request"
          value={name}
          maxLength={100}
          error={missing && 'Give it a name'}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={pending}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
