import { ActionIcon, Group } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';

interface ItemActionsProps {
  /** What the item is called: "Option 2". */
  name: string;
  index: number;
  count: number;
  onMove: (to: number) => void;
  onRemove: () => void;
}

/** Move up, move down and remove, for an item of a list. */
export function ItemActions({ name, index, count, onMove, onRemove }: ItemActionsProps) {
  return (
    <Group gap={0} wrap="nowrap">
      <ActionIcon
        size="md"
        disabled={index === 0}
        bg={index === 0 ? 'transparent' : undefined}
        onClick={() => onMove(index - 1)}
        aria-label={`Move ${name} up`}
      >
        <IconArrowUp size={16} stroke={1.75} />
      </ActionIcon>
      <ActionIcon
        size="md"
        disabled={index === count - 1}
        bg={index === count - 1 ? 'transparent' : undefined}
        onClick={() => onMove(index + 1)}
        aria-label={`Move ${name} down`}
      >
        <IconArrowDown size={16} stroke={1.75} />
      </ActionIcon>
      <ActionIcon size="md" onClick={onRemove} aria-label={`Remove ${name}`}>
        <IconTrash size={16} stroke={1.75} />
      </ActionIcon>
    </Group>
  );
}
