import { Stack } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import { defineNodeEditor, type NodeEditorProps } from '../node-editor.tsx';
import { OptionList } from '../option-list.tsx';
import { type ChoiceData, choiceSchema, definition } from './definition.ts';

function ChoiceEditor({ data, onChange, context }: NodeEditorProps<ChoiceData>) {
  const { TemplateField, errorAt } = context;
  return (
    <Stack gap="md">
      <TemplateField
        label="Question"
        placeholder="What the bot asks"
        value={data.text}
        onChange={(text) => onChange({ ...data, text })}
        path="text"
      />
      <OptionList
        options={data.options}
        onChange={(options) => onChange({ ...data, options })}
        path="options"
        errorAt={errorAt}
      />
      <TemplateField
        label="When nothing was chosen"
        placeholder="Blank asks to choose one of the options"
        value={data.errorText}
        onChange={(errorText) => onChange({ ...data, errorText })}
        path="errorText"
      />
    </Stack>
  );
}

export const editor = defineNodeEditor({ definition, schema: choiceSchema, icon: IconListCheck, Editor: ChoiceEditor });
