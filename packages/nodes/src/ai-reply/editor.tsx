import { Alert, NumberInput, Stack, Text, Textarea } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { defineNodeEditor, type NodeEditorProps } from '../node-editor.tsx';
import { type AiReplyData, aiReplySchema, definition } from './definition.ts';

function AiReplyEditor({ data, onChange, context }: NodeEditorProps<AiReplyData>) {
  const { TemplateField, errorAt, ai } = context;
  return (
    <Stack gap="md">
      {ai === 'none' && (
        <Alert color="amber" title="No AI is set up">
          Customers leave by “Wants a person, or no AI” until whoever runs Baton sets AI_MODEL.
        </Alert>
      )}
      {ai === 'used_up' && (
        <Alert color="amber" title="Today’s questions to the AI are used up">
          Customers leave by “Wants a person, or no AI” until midnight UTC, or until Settings → AI allows more.
        </Alert>
      )}
      <TemplateField
        label="Ask first"
        placeholder="Blank answers what the customer wrote"
        value={data.ask}
        onChange={(ask) => onChange({ ...data, ask })}
        path="ask"
      />
      <Textarea
        label="Instructions"
        description="How the AI should answer"
        autosize
        minRows={3}
        maxRows={10}
        value={data.instructions}
        data-path="instructions"
        error={errorAt('instructions')}
        onChange={(event) => onChange({ ...data, instructions: event.currentTarget.value })}
      />
      <Textarea
        label="Knowledge"
        description="What it may answer from: prices, opening hours, rules"
        autosize
        minRows={5}
        maxRows={16}
        value={data.knowledge}
        data-path="knowledge"
        error={errorAt('knowledge')}
        onChange={(event) => onChange({ ...data, knowledge: event.currentTarget.value })}
      />
      <NumberInput
        label="Sure enough from"
        description="An answer the AI is less sure of is not sent"
        suffix=" %"
        min={0}
        max={100}
        step={5}
        allowDecimal={false}
        clampBehavior="strict"
        value={Math.round(data.confidence * 100)}
        data-path="confidence"
        onChange={(percent) => typeof percent === 'number' && onChange({ ...data, confidence: percent / 100 })}
      />
      <Text size="xs" c="dimmed">
        Sent as plain text, with no links but those of your own texts. What customers have filled into forms is not
        shown to the AI.
      </Text>
    </Stack>
  );
}

export const editor = defineNodeEditor({
  definition,
  schema: aiReplySchema,
  icon: IconSparkles,
  Editor: AiReplyEditor,
});
