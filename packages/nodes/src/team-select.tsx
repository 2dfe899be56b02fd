import { NativeSelect } from '@mantine/core';
import type { NodeEditorContext } from './node-editor.tsx';

interface TeamSelectProps {
  label: string;
  description?: string;
  /** What choosing no team means. */
  none: string;
  value: string | null;
  onChange: (team: string | null) => void;
  path: string;
  context: Pick<NodeEditorContext, 'teams' | 'errorAt'>;
}

/** Chooses a team of the workspace. One that is no more stays visible, so that it can be changed. */
export function TeamSelect({ label, description, none, value, onChange, path, context }: TeamSelectProps) {
  const { teams, errorAt } = context;
  const gone = value !== null && !teams.some(({ id }) => id === value);
  return (
    <NativeSelect
      label={label}
      description={description}
      data={[
        { value: '', label: none },
        ...teams.map(({ id, name }) => ({ value: id, label: name })),
        ...(gone ? [{ value, label: 'A team that does not exist' }] : []),
      ]}
      value={value ?? ''}
      error={errorAt(path)}
      data-path={path}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  );
}
