import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowsExchange,
  IconCircleCheck,
  IconDots,
  IconSquareRoundedX,
} from '@tabler/icons-react';
import type { ComposerDialog } from './composer-state.ts';

interface MoreMenuProps {
  onAsk: (dialog: ComposerDialog) => void;
  /** Whether Hand back stands here too, where there is no button for it. */
  handBack?: boolean;
}

/** What gives a conversation to somebody else, or closes it. */
export function MoreMenu({ onAsk, handBack = false }: MoreMenuProps) {
  return (
    <Menu position="top-end" width={220}>
      <Menu.Target>
        <ActionIcon size={36} variant="default" aria-label="More actions">
          <IconDots size={18} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {handBack && (
          <Menu.Item leftSection={<IconArrowBackUp size={18} stroke={1.75} />} onClick={() => onAsk('hand back')}>
            Hand back
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconArrowsExchange size={18} stroke={1.75} />} onClick={() => onAsk('transfer')}>
          Transfer
        </Menu.Item>
        <Menu.Item leftSection={<IconCircleCheck size={18} stroke={1.75} />} onClick={() => onAsk('resolve')}>
          Resolve
        </Menu.Item>
        <Menu.Item
          color="red"
          leftSection={<IconSquareRoundedX size={18} stroke={1.75} />}
          onClick={() => onAsk('end')}
        >
          End conversation
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
