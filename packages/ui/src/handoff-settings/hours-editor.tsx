import type { Weekday, WorkingHours } from '@baton/contracts';
import { useState } from 'react';
import { ExceptionList } from './exception-list.tsx';
import { draftOf, finished, type HoursDraft } from './hours-draft.ts';
import classes from './hours-editor.module.css';
import { HoursNow } from './hours-now.tsx';
import { TimeZoneSelect } from './time-zone-select.tsx';
import { WeekEditor } from './week-editor.tsx';

interface HoursEditorProps {
  value: WorkingHours;
  /** With null while something is missing or wrong, which the editor shows. */
  onChange: (hours: WorkingHours | null) => void;
  disabled?: boolean;
}

/** Windows per weekday, a time zone, dates that differ, and what customers would read now. */
export function HoursEditor({ value, onChange, disabled = false }: HoursEditorProps) {
  const [draft, setDraft] = useState(() => draftOf(value));
  // What came of the draft last: a value from elsewhere (an undo, a colleague) takes its place.
  const [made, setMade] = useState(value);
  if (made !== value && JSON.stringify(made) !== JSON.stringify(value)) {
    setMade(value);
    setDraft(draftOf(value));
  }

  function change(next: Partial<HoursDraft>) {
    const changed = { ...draft, ...next };
    const hours = finished(changed);
    setDraft(changed);
    if (hours) setMade(hours);
    onChange(hours);
  }

  return (
    <fieldset className={classes.editor} disabled={disabled}>
      <TimeZoneSelect value={draft.timeZone} onChange={(timeZone) => change({ timeZone })} disabled={disabled} />
      <WeekEditor
        week={draft.week}
        disabled={disabled}
        onChange={(days) => change({ week: { ...draft.week, ...days } satisfies Record<Weekday, unknown> })}
      />
      <ExceptionList
        exceptions={draft.exceptions}
        disabled={disabled}
        onChange={(exceptions) => change({ exceptions })}
      />
      <HoursNow hours={finished(draft)} />
    </fieldset>
  );
}
