import { NativeSelect, Stack } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { defineNodeEditor, type NodeEditorProps } from '../node-editor.tsx';
import { definition, type SubmitData, submitReviews, submitSchema } from './definition.ts';

const reviewLabels: Readonly<Record<SubmitData['review'], string>> = {
  default: 'As set in Configure',
  review: 'Staff approve or decline it',
  done: 'Done without review',
};

function SubmitEditor({ data, onChange, context }: NodeEditorProps<SubmitData>) {
  const { TemplateField } = context;
  return (
    <Stack gap="md">
      <TemplateField
        label="Title"
        placeholder="Booking request"
        description="What staff read in their list. The answers so far come with it."
        value={data.title}
        onChange={(title) => onChange({ ...data, title })}
        path="title"
        singleLine
      />
      <NativeSelect
        label="Review"
        value={data.review}
        data={submitReviews.map((value) => ({ value, label: reviewLabels[value] }))}
        data-path="review"
        onChange={(event) => {
          const review = submitReviews.find((value) => value === event.currentTarget.value);
          if (review) onChange({ ...data, review });
        }}
      />
    </Stack>
  );
}

export const editor = defineNodeEditor({ definition, schema: submitSchema, icon: IconSend, Editor: SubmitEditor });
