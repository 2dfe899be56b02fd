import { ActionIcon, Button, Text, TextInput, Tooltip } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { IconCalendarPlus, IconTrash } from '@tabler/icons-react';
import { newId } from '../api/new-id.ts';
import { DayWindows } from './day-windows.tsx';
import type { ExceptionDraft } from './hours-draft.ts';
import classes from './hours-editor.module.css';

interface ExceptionListProps {
  exceptions: ExceptionDraft[];
  onChange: (exceptions: ExceptionDraft[]) => void;
  disabled: boolean;
}

/** Dates on which other hours count than on that weekday. */
export function ExceptionList({ exceptions, onChange, disabled }: ExceptionListProps) {
  const set = (id: string, change: Partial<ExceptionDraft>) =>
    onChange(exceptions.map((each) => (each.id === id ? { ...each, ...change } : each)));
  const isRepeated = ({ id, date }: ExceptionDraft) =>
    date !== null && exceptions.some((other) => other.id !== id && other.date === date);

  return (
    <div>
      <Text fw={500}>Dates that differ</Text>
      <Text c="dimmed" size="xs" mb={8}>
        Holidays, and days with other hours than usual
      </Text>
      {exceptions.length > 0 && (
        <ul className={classes.days} aria-label="Dates that differ">
          {exceptions.map((exception) => {
            const { id, date, label, windows } = exception;
            const name = date ?? 'the new date';
            return (
              <li key={id} className={classes.exception}>
                <DateInput
                  aria-label="Date"
                  placeholder="Choose a date"
                  valueFormat="ddd, D MMM YYYY"
                  value={date}
                  onChange={(next) => set(id, { date: next })}
                  error={exceptionProblem(date, isRepeated(exception))}
                  previousLabel="Previous"
                  nextLabel="Next"
                  disabled={disabled}
                  w={160}
                />
                <TextInput
                  aria-label="Name"
                  placeholder="Christmas"
                  value={label}
                  maxLength={100}
                  onChange={(event) => set(id, { label: event.currentTarget.value })}
                  disabled={disabled}
                  className={classes.label}
                />
                <DayWindows
                  name={name}
                  windows={windows}
                  onChange={(next) => set(id, { windows: next })}
                  disabled={disabled}
                />
                <Tooltip label="Remove">
                  <ActionIcon
                    aria-label={`Remove ${name}`}
                    disabled={disabled}
                    onClick={() => onChange(exceptions.filter((each) => each.id !== id))}
                  >
                    <IconTrash size={18} stroke={1.75} />
                  </ActionIcon>
                </Tooltip>
              </li>
            );
          })}
        </ul>
      )}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconCalendarPlus size={16} stroke={1.75} />}
        disabled={disabled}
        onClick={() => onChange([...exceptions, { id: newId(), date: null, label: '', windows: [] }])}
      >
        Add a date
      </Button>
    </div>
  );
}

function exceptionProblem(date: string | null, repeated: boolean): string | null {
  if (date === null) return 'Choose a date';
  return repeated ? 'This date is listed twice' : null;
}
