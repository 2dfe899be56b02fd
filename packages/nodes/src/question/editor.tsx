import { NativeSelect, NumberInput, Stack, Switch } from '@mantine/core';
import { IconMessageQuestion } from '@tabler/icons-react';
import { defineNodeEditor, type NodeEditorProps } from '../node-editor.tsx';
import { definition, keptDetails, type QuestionData, questionSchema } from './definition.ts';

const answerTypes: Readonly<Record<QuestionData['answerType'], string>> = {
  text: 'Any text',
  email: 'An e-mail address',
  file: 'A picture or file',
};
const types = questionSchema.shape.answerType.unwrap().options;

const NOT_KEPT = '';
const keptAs = [
  { value: NOT_KEPT, label: 'This conversation only' },
  { value: 'name', label: 'The contact’s name' },
  { value: 'email', label: 'The contact’s e-mail address' },
  { value: 'phone', label: 'The contact’s phone number' },
];

const DEFAULT_ATTEMPTS = 3;

function QuestionEditor({ data, onChange, context }: NodeEditorProps<QuestionData>) {
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
      <NativeSelect
        label="Answer"
        value={data.answerType}
        data={Object.entries(answerTypes).map(([value, label]) => ({ value, label }))}
        data-path="answerType"
        onChange={(event) => {
          const answerType = types.find((type) => type === event.currentTarget.value);
          if (answerType) onChange({ ...data, answerType });
        }}
      />
      {data.answerType !== 'file' && (
        <NativeSelect
          label="Keep as"
          description="Staff see it beside the conversation, also in later ones"
          value={data.keepAs ?? NOT_KEPT}
          data={keptAs}
          data-path="keepAs"
          onChange={(event) => {
            const keepAs = keptDetails.find((detail) => detail === event.currentTarget.value) ?? null;
            onChange({ ...data, keepAs });
          }}
        />
      )}
      <TemplateField
        label="When the answer is refused"
        placeholder="Blank says what is wrong"
        value={data.errorText}
        onChange={(errorText) => onChange({ ...data, errorText })}
        path="errorText"
      />
      <Switch
        label="Give up after some tries"
        description="Adds an exit for customers who get it wrong too often"
        checked={data.attempts !== null}
        onChange={(event) => onChange({ ...data, attempts: event.currentTarget.checked ? DEFAULT_ATTEMPTS : null })}
      />
      {data.attempts !== null && (
        <NumberInput
          label="Tries"
          min={1}
          max={10}
          clampBehavior="strict"
          allowDecimal={false}
          value={data.attempts}
          data-path="attempts"
          error={errorAt('attempts')}
          onChange={(value) => typeof value === 'number' && onChange({ ...data, attempts: value })}
        />
      )}
    </Stack>
  );
}

export const editor = defineNodeEditor({
  definition,
  schema: questionSchema,
  icon: IconMessageQuestion,
  Editor: QuestionEditor,
});
