import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './configure.module.css';

interface TriggerSwitchProps {
  label: string;
  /** What it does, or why it can't be switched on. */
  description: string;
  on: boolean;
  onChange: (on: boolean) => void;
  /** There is nothing it could work with: it can be switched off, but not on. */
  unavailable?: boolean;
  /** Its settings, shown while it is on. */
  children?: ReactNode;
}

/** One way to a person, with its own switch. */
export function TriggerSwitch({ label, description, on, onChange, unavailable = false, children }: TriggerSwitchProps) {
  return (
    <div className={classes.trigger}>
      <Switch
        label={label}
        description={description}
        checked={on}
        disabled={unavailable && !on}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {on && children !== undefined && <div className={classes.triggerSettings}>{children}</div>}
    </div>
  );
}
