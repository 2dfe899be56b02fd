import { Button } from '@mantine/core';
import { IconAlertCircle, IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useEditor } from '../../editor/editor-context.tsx';
import classes from './problems.module.css';

interface ProblemsButtonProps {
  opened: boolean;
  onToggle: () => void;
}

const icon = { size: 18, stroke: 1.75, 'aria-hidden': true };

/** How many problems there are, and the switch of their list. */
export function ProblemsButton({ opened, onToggle }: ProblemsButtonProps) {
  const errors = useEditor(({ problems }) => problems.filter(({ severity }) => severity === 'error').length);
  const total = useEditor(({ problems }) => problems.length);
  const state = errors > 0 ? 'errors' : total > 0 ? 'warnings' : 'fine';
  const words = total === 0 ? 'No problems' : total === 1 ? '1 problem' : `${total} problems`;
  return (
    <Button
      variant={opened ? 'light' : 'subtle'}
      color={{ errors: 'red', warnings: 'amber', fine: 'gray' }[state]}
      size="compact-sm"
      aria-expanded={opened}
      onClick={onToggle}
      leftSection={
        {
          errors: <IconAlertCircle {...icon} />,
          warnings: <IconAlertTriangle {...icon} />,
          fine: <IconCircleCheck {...icon} />,
        }[state]
      }
    >
      <span className={classes.count} aria-hidden>
        {total}
      </span>
      <span className={classes.words}>{words}</span>
    </Button>
  );
}
