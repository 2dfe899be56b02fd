import { type Weekday, weekdays } from '@baton/contracts';
import { ActionIcon, Menu, Text, Tooltip } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { DayWindows } from './day-windows.tsx';
import { copied, type HoursDraft, type WindowDraft } from './hours-draft.ts';
import classes from './hours-editor.module.css';

type Week = HoursDraft['week'];

const dayNames = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
} as const satisfies Record<Weekday, string>;

const workdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];

interface WeekEditorProps {
  week: Week;
  onChange: (days: Partial<Week>) => void;
  disabled: boolean;
}

/** The windows of each day of a week. */
export function WeekEditor({ week, onChange, disabled }: WeekEditorProps) {
  function copyTo(windows: readonly WindowDraft[], days: readonly Weekday[]) {
    onChange(Object.fromEntries(days.map((day) => [day, copied(windows)])));
  }

  return (
    <ul className={classes.days} aria-label="Week">
      {weekdays.map((day) => (
        <li key={day} className={classes.day}>
          <Text fw={500} className={classes.dayName}>
            {dayNames[day]}
          </Text>
          <DayWindows
            name={dayNames[day]}
            windows={week[day]}
            onChange={(windows) => onChange({ [day]: windows })}
            disabled={disabled}
          />
          <Menu position="bottom-end" disabled={disabled}>
            <Menu.Target>
              <Tooltip label="Copy to other days">
                <ActionIcon aria-label={`Copy ${dayNames[day]} to other days`} disabled={disabled}>
                  <IconCopy size={18} stroke={1.75} />
                </ActionIcon>
              </Tooltip>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => copyTo(week[day], workdays)}>To Monday–Friday</Menu.Item>
              <Menu.Item onClick={() => copyTo(week[day], weekdays)}>To every day</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </li>
      ))}
    </ul>
  );
}
