import { IconMessage } from '@tabler/icons-react';
import { defineNodeEditor, type NodeEditorProps } from '../node-editor.tsx';
import { definition, type MessageData, messageSchema } from './definition.ts';

function MessageEditor({ data, onChange, context }: NodeEditorProps<MessageData>) {
  const { TemplateField } = context;
  return (
    <TemplateField
      label="Message"
      placeholder="What the bot says"
      value={data.text}
      onChange={(text) => onChange({ ...data, text })}
      path="text"
    />
  );
}

export const editor = defineNodeEditor({ definition, schema: messageSchema, icon: IconMessage, Editor: MessageEditor });
