import { Button, Group, Input, Stack, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useRef } from 'react';
import { freeId, moveItem, replaceAt } from './editor-data.ts';
import { ItemActions } from './item-actions.tsx';

interface Option {
  id: string;
  label: string;
}

interface OptionListProps {
  options: readonly Option[];
  onChange: (options: Option[]) => void;
  /** The list's field in the node's data. */
  path: string;
  errorAt: (path: string) => string | undefined;
}

const MAX_OPTIONS = 50;

/** The options of a choice: name, order, add and remove. An option keeps its id, whatever it is called. */
export function OptionList({ options, onChange, path, errorAt }: OptionListProps) {
  const list = useRef<HTMLDivElement>(null);
  const full = options.length >= MAX_OPTIONS;

  function add() {
    if (full) return;
    onChange([...options, { id: freeId(`option-${options.length + 1}`, options), label: '' }]);
    // The new field exists after the next paint.
    requestAnimationFrame(() => [...(list.current?.querySelectorAll('input') ?? [])].at(-1)?.focus());
  }

  return (
    <Input.Wrapper label="Options" labelElement="div" error={errorAt(path)} data-path={path}>
      <Stack gap={4} mt={4} ref={list}>
        {options.map((option, index) => (
          <Group key={option.id} gap={4} wrap="nowrap" align="flex-start" data-path={`${path}.${index}`}>
            <TextInput
              flex={1}
              aria-label={`Option ${index + 1}`}
              placeholder={`Option ${index + 1}`}
              value={option.label}
              maxLength={200}
              error={errorAt(`${path}.${index}`)}
              onChange={(event) => onChange(replaceAt(options, index, { ...option, label: event.currentTarget.value }))}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && !event.nativeEvent.isComposing) add();
              }}
            />
            <ItemActions
              name={option.label || `option ${index + 1}`}
              index={index}
              count={options.length}
              onMove={(to) => onChange(moveItem(options, index, to))}
              onRemove={() => onChange(options.filter((_, at) => at !== index))}
            />
          </Group>
        ))}
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={16} stroke={1.75} />}
          onClick={add}
          disabled={full}
          style={{ alignSelf: 'flex-start' }}
        >
          Add option
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}
