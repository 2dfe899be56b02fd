import { Button, Input, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { freeId, moveItem, replaceAt } from './editor-data.ts';
import { FieldSettings } from './field-settings.tsx';
import type { FormData } from './form-definition.ts';

type Field = FormData['fields'][number];

interface FieldListProps {
  fields: readonly Field[];
  onChange: (fields: Field[]) => void;
  errorAt: (path: string) => string | undefined;
}

const MAX_FIELDS = 30;

/** The fields of a form: what each asks for, their order, add and remove. */
export function FieldList({ fields, onChange, errorAt }: FieldListProps) {
  const add = () => {
    const id = freeId(`field-${fields.length + 1}`, fields);
    onChange([...fields, { id, label: '', type: 'text', required: true }]);
  };
  return (
    <Input.Wrapper label="Fields" labelElement="div" error={errorAt('fields')} data-path="fields">
      <Stack gap={8} mt={4}>
        {fields.map((field, index) => (
          <FieldSettings
            // By place: the id is one of the things that are edited here, and every input is controlled.
            key={index}
            field={field}
            index={index}
            count={fields.length}
            others={fields.filter((_, at) => at !== index)}
            onChange={(next) => onChange(replaceAt(fields, index, next))}
            onMove={(to) => onChange(moveItem(fields, index, to))}
            onRemove={() => onChange(fields.filter((_, at) => at !== index))}
            errorAt={errorAt}
          />
        ))}
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={16} stroke={1.75} />}
          onClick={add}
          disabled={fields.length >= MAX_FIELDS}
          style={{ alignSelf: 'flex-start' }}
        >
          Add field
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}
