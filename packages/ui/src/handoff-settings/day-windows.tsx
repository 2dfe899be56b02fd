import { ActionIcon, Button, Text, Tooltip } from '@mantine/core';
import { TimePicker } from '@mantine/dates';
import { IconPlus, IconX } from '@tabler/icons-react';
import { anotherWindow, problemOf, type WindowDraft } from './hours-draft.ts';
import classes from './hours-editor.module.css';

interface DayWindowsProps {
  /** Of the day, for screen readers: "Monday". */
  name: string;
  windows: WindowDraft[];
  onChange: (windows: WindowDraft[]) => void;
  disabled: boolean;
}

/** A day has as many as this. */
const MOST = 8;

/** The windows of one day, with what is wrong about them. */
export function DayWindows({ name, windows, onChange, disabled }: DayWindowsProps) {
  const problem = problemOf(windows);
  const addWords = windows.length === 0 ? 'Add hours' : 'Another window';
  const set = (id: string, change: Partial<WindowDraft>) =>
    onChange(windows.map((window) => (window.id === id ? { ...window, ...change } : window)));

  return (
    <div className={classes.windows}>
      {windows.map(({ id, from, to }, index) => {
        const which = windows.length === 1 ? name : `${name}, ${index + 1}`;
        return (
          <div key={id} className={classes.window}>
            <Time
              label={`${which}, from`}
              value={from}
              onChange={(time) => set(id, { from: time })}
              disabled={disabled}
            />
            <span aria-hidden>–</span>
            <Time
              label={`${which}, to`}
              // A day ends at midnight, which clocks show as the beginning of the next one.
              value={to === '24:00' ? '00:00' : to}
              onChange={(time) => set(id, { to: time === '00:00' ? '24:00' : time })}
              disabled={disabled}
            />
            <Tooltip label="Remove">
              <ActionIcon
                aria-label={`Remove the hours of ${which}`}
                disabled={disabled}
                onClick={() => onChange(windows.filter((window) => window.id !== id))}
              >
                <IconX size={18} stroke={1.75} />
              </ActionIcon>
            </Tooltip>
          </div>
        );
      })}
      {windows.length === 0 && <Text c="dimmed">Closed</Text>}
      {windows.length < MOST && (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={16} stroke={1.75} />}
          aria-label={`${addWords} on ${name}`}
          disabled={disabled}
          onClick={() => onChange([...windows, anotherWindow(windows)])}
        >
          {addWords}
        </Button>
      )}
      {problem && (
        <Text c="red" size="xs" role="alert" className={classes.problem}>
          {problem}
        </Text>
      )}
    </div>
  );
}

interface TimeProps {
  label: string;
  value: string;
  onChange: (time: string) => void;
  disabled: boolean;
}

function Time({ label, value, onChange, disabled }: TimeProps) {
  return (
    <TimePicker
      hoursInputLabel={`${label}, hours`}
      minutesInputLabel={`${label}, minutes`}
      value={value}
      onChange={onChange}
      minutesStep={5}
      disabled={disabled}
      w={76}
    />
  );
}
