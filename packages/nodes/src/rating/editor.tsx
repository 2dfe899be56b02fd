import { Stack } from '@mantine/core';
import { IconStar } from '@tabler/icons-react';
import { defineNodeEditor, type NodeEditorProps } from '../node-editor.tsx';
import { definition, type RatingData, ratingSchema } from './definition.ts';

function RatingEditor({ data, onChange, context }: NodeEditorProps<RatingData>) {
  const { TemplateField } = context;
  return (
    <Stack gap="md">
      <TemplateField
        label="Question"
        description="Asked with one to five stars to tap. The answer is the number."
        value={data.text}
        onChange={(text) => onChange({ ...data, text })}
        path="text"
      />
      <TemplateField
        label="When the answer is no rating"
        placeholder="Blank asks for a number from 1 to 5"
        value={data.errorText}
        onChange={(errorText) => onChange({ ...data, errorText })}
        path="errorText"
      />
    </Stack>
  );
}

export const editor = defineNodeEditor({ definition, schema: ratingSchema, icon: IconStar, Editor: RatingEditor });
