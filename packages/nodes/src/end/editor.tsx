import { IconFlag } from '@tabler/icons-react';
import { defineNodeEditor, type NodeEditorProps } from '../node-editor.tsx';
import { definition, type EndData, endSchema } from './definition.ts';

function EndEditor({ data, onChange, context }: NodeEditorProps<EndData>) {
  const { TemplateField } = context;
  return (
    <TemplateField
      label="Last words"
      placeholder="Blank says nothing"
      description="Said before the flow is over. The customer can write again and start anew."
      value={data.text}
      onChange={(text) => onChange({ ...data, text })}
      path="text"
    />
  );
}

export const editor = defineNodeEditor({ definition, schema: endSchema, icon: IconFlag, Editor: EndEditor });
