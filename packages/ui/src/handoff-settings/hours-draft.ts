import {
  dayWindowsSchema,
  type HoursWindow,
  type Weekday,
  type WorkingHours,
  weekdays,
  workingHoursSchema,
} from '@baton/contracts';
import { newId } from '../api/new-id.ts';

/** Working hours while somebody edits them: times may be missing, and rows have names of their own. */
export interface HoursDraft {
  timeZone: string;
  week: Record<Weekday, WindowDraft[]>;
  exceptions: ExceptionDraft[];
}

/** A window as typed; an unfinished time is empty. */
export interface WindowDraft extends HoursWindow {
  id: string;
}

export interface ExceptionDraft {
  id: string;
  /** ISO 8601, or null before one was chosen. */
  date: string | null;
  label: string;
  windows: WindowDraft[];
}

const NINE_TO_SIX = { from: '09:00', to: '18:00' };

/** What most people would begin with: workdays, where this browser is. */
export function newHours(): WorkingHours {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const day = [NINE_TO_SIX];
  return workingHoursSchema.parse({ timeZone, week: { mon: day, tue: day, wed: day, thu: day, fri: day } });
}

export function draftOf({ timeZone, week, exceptions }: WorkingHours): HoursDraft {
  return {
    timeZone,
    week: eachDay((day) => withIds(week[day])),
    exceptions: exceptions.map(({ windows, ...rest }) => ({ ...rest, id: newId(), windows: withIds(windows) })),
  };
}

/** The finished hours, or null while something is missing or wrong. */
export function finished({ timeZone, week, exceptions }: HoursDraft): WorkingHours | null {
  const parsed = workingHoursSchema.safeParse({
    timeZone,
    week: eachDay((day) => withoutIds(week[day])),
    exceptions: exceptions
      .map(({ date, label, windows }) => ({ date, label: label.trim(), windows: withoutIds(windows) }))
      .sort((one, other) => ((one.date ?? '') < (other.date ?? '') ? -1 : 1)),
  });
  return parsed.data ?? null;
}

/** What is wrong with the windows of a day, as a sentence. */
export function problemOf(windows: readonly WindowDraft[]): string | null {
  if (windows.some(({ from, to }) => from === '' || to === '')) return 'Fill in both times';
  return dayWindowsSchema.safeParse(withoutIds(windows)).error?.issues[0]?.message ?? null;
}

/** One more window: the first of a day, or some time after the last one. */
export function anotherWindow(windows: readonly WindowDraft[]): WindowDraft {
  const last = windows.at(-1)?.to;
  if (last === undefined) return { id: newId(), ...NINE_TO_SIX };
  const hour = Number(last.slice(0, 2));
  const time = (hours: number) => `${String(Math.min(hours, 24)).padStart(2, '0')}:00`;
  // After a day that ends late there is nothing left to suggest.
  return {
    id: newId(),
    ...(last !== '' && hour < 22 ? { from: time(hour + 1), to: time(hour + 3) } : { from: '', to: '' }),
  };
}

export function copied(windows: readonly WindowDraft[]): WindowDraft[] {
  return withIds(withoutIds(windows));
}

function withIds(windows: readonly HoursWindow[]): WindowDraft[] {
  return windows.map((window) => ({ ...window, id: newId() }));
}

function withoutIds(windows: readonly WindowDraft[]): HoursWindow[] {
  return windows.map(({ from, to }) => ({ from, to }));
}

function eachDay<T>(of: (day: Weekday) => T): Record<Weekday, T> {
  const [mon, tue, wed, thu, fri, sat, sun] = weekdays;
  return {
    mon: of(mon),
    tue: of(tue),
    wed: of(wed),
    thu: of(thu),
    fri: of(fri),
    sat: of(sat),
    sun: of(sun),
  };
}
