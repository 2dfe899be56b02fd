import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { Editor } from '@tiptap/react';
import { useState } from 'react';
import { describeReference, useTemplateSurroundings } from './template-context.tsx';
import { referenceSource, tokensOf } from './tokens.ts';

interface ReferenceSettingsProps {
  editor: Editor;
  /** Where in the text the chip is. */
  position: number;
  onClose: () => void;
}

/** What a chip can be told: the words to write while there is no answer. */
export function ReferenceSettings({ editor, position, onClose }: ReferenceSettingsProps) {
  const { all } = useTemplateSurroundings();
  const source = String(editor.state.doc.nodeAt(position)?.attrs.source ?? '');
  const [token] = tokensOf(source);
  const reference = token && 'reference' in token ? token.reference : null;
  const [fallback, setFallback] = useState(reference?.fallback ?? '');
  if (!reference) return null;
  const { label, known } = describeReference(all, reference);

  function close() {
    onClose();
    editor.commands.focus();
  }

  function save() {
    if (!reference || fallback === (reference.fallback ?? '')) return close();
    const next = referenceSource({ ...reference, fallback: fallback === '' ? null : fallback });
    editor.view.dispatch(editor.state.tr.setNodeAttribute(position, 'source', next));
    close();
  }

  function remove() {
    editor.view.dispatch(editor.state.tr.delete(position, position + 1));
    close();
  }

  return (
    <Stack gap={8} p={8}>
      <div>
        <Text fw={500}>{label}</Text>
        <Text size="xs" c={known ? 'dimmed' : 'var(--baton-problem)'} ff="monospace">
          {known ? source : `${source}: there is no such answer`}
        </Text>
      </div>
      <TextInput
        data-autofocus
        label="If there is no answer, write"
        placeholder="Nothing"
        value={fallback}
        maxLength={200}
        onChange={(event) => setFallback(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          save();
        }}
      />
      <Group justify="space-between">
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconTrash size={16} stroke={1.75} />}
          onClick={remove}
        >
          Remove
        </Button>
        <Button variant="light" size="compact-sm" onClick={save}>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
