import { Button, Text, Tooltip } from '@mantine/core';
import { IconAlertCircle, IconCloudCheck, IconCloudOff, IconCloudUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useFlowSession, useSaving } from '../../editor/flow-session.tsx';
import type { SaveStatus } from '../../editor/save-queue.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import classes from './top-bar.module.css';

const icon = { size: 18, stroke: 1.75, 'aria-hidden': true };

const shown = {
  saved: { words: 'Saved', icon: <IconCloudCheck {...icon} />, hint: 'Every change is on the server.' },
  unsaved: { words: 'Saving…', icon: <IconCloudUp {...icon} />, hint: 'Your changes are on their way.' },
  saving: { words: 'Saving…', icon: <IconCloudUp {...icon} />, hint: 'Your changes are on their way.' },
  offline: {
    words: 'Offline, not saved',
    icon: <IconCloudOff {...icon} />,
    hint: 'Keep this page open: your changes are saved as soon as the server answers.',
  },
  refused: { words: 'Not saved', icon: <IconAlertCircle {...icon} />, hint: '' },
  conflict: { words: 'Conflict', icon: <IconAlertCircle {...icon} />, hint: '' },
} as const satisfies Record<SaveStatus, object>;

/** Whether the server has everything, always in words. */
export function SavedState() {
  const { queue } = useFlowSession();
  const status = useSaving((state) => state.status);
  const message = useSaving((state) => state.message);
  const [isChoosing, setChoosing] = useState(true);
  const { words, icon: mark, hint } = shown[status];

  if (status === 'conflict') {
    return (
      <>
        <Button variant="light" color="red" size="compact-sm" leftSection={mark} onClick={() => setChoosing(true)}>
          Conflict, not saved
        </Button>
        <ConflictDialog opened={isChoosing} onClose={() => setChoosing(false)} onSettled={() => setChoosing(true)} />
      </>
    );
  }
  return (
    <Tooltip label={message ?? hint} multiline maw={280}>
      <Text
        role="status"
        size="xs"
        className={classes.saved}
        data-status={status}
        // The keyboard can ask for the reason too.
        tabIndex={status === 'saved' ? undefined : 0}
        onClick={() => void queue.flush()}
      >
        {mark}
        <span>{words}</span>
      </Text>
    </Tooltip>
  );
}
