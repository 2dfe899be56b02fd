import type { ChannelSecret } from '@baton/channels/definitions';
import { PasswordInput, TextInput } from '@mantine/core';

interface SecretInputsProps {
  fields: readonly ChannelSecret[];
  values: Readonly<Record<string, string>>;
  onChange: (values: Record<string, string>) => void;
}

/** Secrets as their channel type names them: hidden as they are typed, and never filled in from before. */
export function SecretInputs({ fields, values, onChange }: SecretInputsProps) {
  return fields.map(({ key, title, description, open }) => {
    const Input = open ? TextInput : PasswordInput;
    return (
      <Input
        key={key}
        label={title}
        description={description}
        value={values[key] ?? ''}
        maxLength={1000}
        // Not a password of this site: browsers have nothing to offer or to keep.
        autoComplete="off"
        data-1p-ignore
        onChange={(event) => onChange({ ...values, [key]: event.currentTarget.value })}
      />
    );
  });
}
