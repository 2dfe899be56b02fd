import { Stack } from '@mantine/core';
import { IconMessage } from '@tabler/icons-react';
import { defineNodeEditor, type NodeEditorProps } from '../node-editor.tsx';
import { definition, type MessageData, messageSchema } from './definition.ts';

function MessageEditor({ data, onChange, context }: NodeEditorProps<MessageData>) {
  const { TemplateField, FileField } = context;
  return (
    <Stack gap="md">
      <TemplateField
        label="Message"
        placeholder="What the bot says"
        value={data.text}
        onChange={(text) => onChange({ ...data, text })}
        path="text"
      />
      <FileField
        label="Picture or file"
        description="Sent with the message under it. Up to 20 MB."
        value={data.file}
        onChange={(file) => onChange({ ...data, file })}
        path="file"
      />
    </Stack>
  );
}

export const editor = defineNodeEditor({ definition, schema: messageSchema, icon: IconMessage, Editor: MessageEditor });
