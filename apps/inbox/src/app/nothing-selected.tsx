import { EmptyState } from '@baton/ui';
import { IconMessages } from '@tabler/icons-react';
import { FirstSteps } from '../features/first-steps/first-steps.tsx';
import classes from './inbox-page.module.css';

/** The place of the thread while no conversation is open. */
export function NothingSelected() {
  return (
    <div className={classes.empty}>
      <FirstSteps
        otherwise={
          <EmptyState icon={<IconMessages size={32} stroke={1.5} />} title="Choose a conversation">
            Its messages appear here. The arrow keys move through the list.
          </EmptyState>
        }
      />
    </div>
  );
}
