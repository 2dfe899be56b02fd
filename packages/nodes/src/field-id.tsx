import { TextInput } from '@mantine/core';
import { useState } from 'react';

interface FieldIdProps {
  label: string;
  id: string;
  /** The ids of the form's other fields. */
  taken: readonly string[];
  path: string;
  error: string | undefined;
  onChange: (id: string) => void;
}

/** As in `<<form.field>>`. */
const pattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** The id that texts insert a field by. It changes once it is written: every `<<form.field>>` follows from one to the other. */
export function FieldId({ label, id, taken, path, error, onChange }: FieldIdProps) {
  const [wish, setWish] = useState<string | null>(null);
  const problem = wish === null || wish === id ? null : reasonAgainst(wish);

  function reasonAgainst(next: string): string | null {
    if (taken.includes(next)) return 'Another field has this id';
    return pattern.test(next) ? null : 'Use lower-case letters, digits and single hyphens';
  }

  function commit() {
    setWish(null);
    if (wish !== null && wish !== id && problem === null) onChange(wish);
  }

  return (
    <TextInput
      flex={1}
      aria-label={label}
      value={wish ?? id}
      maxLength={64}
      spellCheck={false}
      autoCapitalize="off"
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.75rem' } }}
      data-path={path}
      error={problem ?? error}
      onChange={(event) => setWish(slugWhileTyping(event.currentTarget.value))}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key !== 'Escape' || wish === null) return;
        event.preventDefault();
        setWish(null);
      }}
    />
  );
}

function slugWhileTyping(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9-]+/g, '-');
}
