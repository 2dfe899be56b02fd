import { Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { defineNodeEditor } from '../node-editor.tsx';
import { definition, startSchema } from './definition.ts';

function StartEditor() {
  return <Text c="dimmed">Every conversation begins here and goes on to the node below.</Text>;
}

export const editor = defineNodeEditor({ definition, schema: startSchema, icon: IconPlayerPlay, Editor: StartEditor });
