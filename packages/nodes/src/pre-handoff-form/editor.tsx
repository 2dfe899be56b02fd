import { Stack, Text } from '@mantine/core';
import { IconClipboardText } from '@tabler/icons-react';
import { type FormData, formDataSchema } from '../form-definition.ts';
import { FormEditor } from '../form-editor.tsx';
import { defineNodeEditor, type NodeEditorProps } from '../node-editor.tsx';
import { definition } from './definition.ts';
import { RouteSettings } from './route-settings.tsx';

function PreHandoffFormEditor(props: NodeEditorProps<FormData>) {
  return (
    <Stack gap="md">
      <Text c="dimmed" size="xs">
        Choose it in Configure under Collect before handoff, and it is asked before every handoff, once a session.
        Placed on the way to a Handoff node, it is asked there.
      </Text>
      <FormEditor {...props} />
      <RouteSettings {...props} />
    </Stack>
  );
}

export const editor = defineNodeEditor({
  definition,
  schema: formDataSchema,
  icon: IconClipboardText,
  Editor: PreHandoffFormEditor,
});
