import { Group, NativeSelect, Paper, Stack, Switch, TextInput } from '@mantine/core';
import { freeId } from './editor-data.ts';
import { FieldId } from './field-id.tsx';
import type { FormData } from './form-definition.ts';
import { ItemActions } from './item-actions.tsx';
import { OptionList } from './option-list.tsx';

type Field = FormData['fields'][number];

interface FieldSettingsProps {
  field: Field;
  index: number;
  count: number;
  others: readonly Field[];
  onChange: (field: Field) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
  errorAt: (path: string) => string | undefined;
}

const typeLabels: Readonly<Record<Field['type'], string>> = {
  text: 'Short text',
  long_text: 'Long text',
  email: 'E-mail',
  phone: 'Phone',
  choice: 'Choice',
};

/** One field of a form: label, what it takes, whether it must be filled in, and the id that texts insert it by. */
export function FieldSettings({
  field,
  index,
  count,
  others,
  onChange,
  onMove,
  onRemove,
  errorAt,
}: FieldSettingsProps) {
  const path = `fields.${index}`;
  const name = field.label || `field ${index + 1}`;

  /** A field that was just added takes its id from the first name it gets. */
  const nameId = () => {
    if (!/^field-\d+$/.test(field.id) || field.label.trim() === '') return;
    onChange({ ...field, id: freeId(field.label, others) });
  };

  return (
    <Paper withBorder p={8} bg="var(--baton-canvas)" role="group" aria-label={`Field ${index + 1}`}>
      <Stack gap={8}>
        <Group gap={4} wrap="nowrap" align="flex-start">
          <TextInput
            flex={1}
            aria-label={`Label of field ${index + 1}`}
            placeholder="Label"
            value={field.label}
            maxLength={200}
            data-path={`${path}.label`}
            error={errorAt(`${path}.label`)}
            onChange={(event) => onChange({ ...field, label: event.currentTarget.value })}
            onBlur={nameId}
          />
          <ItemActions name={name} index={index} count={count} onMove={onMove} onRemove={onRemove} />
        </Group>
        <Group gap={8} wrap="nowrap" align="flex-start">
          <NativeSelect
            flex={1}
            aria-label={`Type of ${name}`}
            value={field.type}
            data={Object.entries(typeLabels).map(([value, label]) => ({ value, label }))}
            onChange={(event) => onChange(withType(field, event.currentTarget.value))}
          />
          <FieldId
            label={`Id of ${name}`}
            id={field.id}
            taken={others.map(({ id }) => id)}
            path={`${path}.id`}
            error={errorAt(`${path}.id`)}
            onChange={(id) => onChange({ ...field, id })}
          />
        </Group>
        <Switch
          label="Required"
          checked={field.required}
          onChange={(event) => onChange({ ...field, required: event.currentTarget.checked })}
        />
        {field.type === 'choice' && (
          <OptionList
            options={field.options ?? []}
            onChange={(options) => onChange({ ...field, options })}
            path={`${path}.options`}
            errorAt={errorAt}
          />
        )}
      </Stack>
    </Paper>
  );
}

/** The select offers these values only; options are kept, so that trying another type loses nothing. */
function withType(field: Field, value: string): Field {
  const type = fieldTypes.find((each) => each === value) ?? field.type;
  if (type !== 'choice' || (field.options ?? []).length > 0) return { ...field, type };
  return { ...field, type, options: [{ id: 'option-1', label: '' }] };
}

const fieldTypes = ['text', 'long_text', 'email', 'phone', 'choice'] as const satisfies readonly Field['type'][];
