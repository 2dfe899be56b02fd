import type { BotLanguage, WorkingHours } from '@baton/engine';
import { Temporal } from 'temporal-polyfill';
import { windowWords } from './window-words.ts';
import { type OpenWindow, windowsOf } from './windows-of.ts';

/** Whether people are at work at one moment. */
export type HoursStatus =
  | ({ readonly open: true } & OpenWindow)
  /** `next` is null where no window is to come within a year. */
  | { readonly open: false; readonly next: (OpenWindow & { readonly words: string }) | null };

/** A window may be a year away: a place that opens for the season. */
const HORIZON_DAYS = 400;
/** Windows that touch are one; what stays open for longer than this is taken for open without end. */
const ENDLESS_MS = 8 * 24 * 60 * 60 * 1000;

/**
 * Looks at working hours at a moment, in milliseconds since 1970. Windows are read off the clocks on the wall of the
 * hours' time zone: what the clocks jump over in spring is no time at all, and an hour that comes twice in autumn
 * belongs to its window both times. `words` are for customers, as "Mon 09:00–18:00".
 */
export function hoursAt(hours: WorkingHours, at: number, language: BotLanguage = 'en'): HoursStatus {
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(hours.timeZone).toPlainDate();
  const window = firstWindow(hours, at, today);
  if (window === null) return { open: false, next: null };
  if (window.opensAt <= at) return { open: true, ...window };
  return { open: false, next: { ...window, words: windowWords(window, hours.timeZone, today, language) } };
}

/** The window that is open, or else the next one. */
function firstWindow(hours: WorkingHours, at: number, today: Temporal.PlainDate): OpenWindow | null {
  let found: { opensAt: number; closesAt: number } | null = null;
  // From yesterday on: where clocks go back at midnight, its last hour comes once more.
  for (let day = -1; day <= HORIZON_DAYS; day += 1) {
    for (const window of windowsOf(hours, today.add({ days: day }))) {
      if (found === null) found = window.closesAt > at ? window : null;
      else if (window.opensAt > found.closesAt) return found;
      else found.closesAt = window.closesAt;
    }
    if (found === null) continue;
    if (found.closesAt - found.opensAt > ENDLESS_MS) return { ...found, closesAt: null };
    const nextDay = today.add({ days: day + 1 }).toZonedDateTime(hours.timeZone);
    if (nextDay.epochMilliseconds > found.closesAt) return found;
  }
  return found;
}
