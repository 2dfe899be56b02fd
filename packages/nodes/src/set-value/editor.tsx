import { IconVariable } from '@tabler/icons-react';
import { defineNodeEditor, type NodeEditorProps } from '../node-editor.tsx';
import { definition, type SetValueData, setValueSchema } from './definition.ts';

function SetValueEditor({ data, onChange, context }: NodeEditorProps<SetValueData>) {
  const { TemplateField, nodeId } = context;
  return (
    <TemplateField
      label="Value"
      description={`Texts insert it as <<${nodeId}>>.`}
      value={data.value}
      onChange={(value) => onChange({ ...data, value })}
      path="value"
    />
  );
}

export const editor = defineNodeEditor({
  definition,
  schema: setValueSchema,
  icon: IconVariable,
  Editor: SetValueEditor,
});
