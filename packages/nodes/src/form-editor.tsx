import { Stack, TextInput } from '@mantine/core';
import { FieldList } from './field-list.tsx';
import type { FormData } from './form-definition.ts';
import type { NodeEditorProps } from './node-editor.tsx';

/** What the node types that ask a form are edited with. */
export function FormEditor({ data, onChange, context }: NodeEditorProps<FormData>) {
  const { TemplateField, errorAt } = context;
  return (
    <Stack gap="md">
      <TemplateField
        label="Title"
        value={data.title}
        onChange={(title) => onChange({ ...data, title })}
        path="title"
        singleLine
      />
      <FieldList fields={data.fields} onChange={(fields) => onChange({ ...data, fields })} errorAt={errorAt} />
      <TextInput
        label="Button"
        value={data.submitLabel}
        maxLength={80}
        data-path="submitLabel"
        error={errorAt('submitLabel')}
        onChange={(event) => onChange({ ...data, submitLabel: event.currentTarget.value })}
      />
    </Stack>
  );
}
