import { Stack, Text } from '@mantine/core';
import { IconHeadset } from '@tabler/icons-react';
import { defineNodeEditor, type NodeEditorProps } from '../node-editor.tsx';
import { definition, type HandoffData, handoffSchema } from './definition.ts';

function HandoffEditor({ data, onChange, context }: NodeEditorProps<HandoffData>) {
  const { TemplateField } = context;
  return (
    <Stack gap="md">
      <TemplateField
        label="Reason"
        placeholder="Wants to talk to a person"
        description="Operators read it in their alert; the customer never does."
        value={data.reason}
        onChange={(reason) => onChange({ ...data, reason })}
        path="reason"
      />
      <Text size="xs" c="dimmed">
        The bot is silent from here until the person hands back. What the customer reads meanwhile is set in Configure.
      </Text>
    </Stack>
  );
}

export const editor = defineNodeEditor({ definition, schema: handoffSchema, icon: IconHeadset, Editor: HandoffEditor });
