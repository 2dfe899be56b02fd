import { type WorkingHours, weekdays } from '@baton/engine';
import type { Temporal } from 'temporal-polyfill';

/** A time during which people are at work. Both ends in milliseconds since 1970; the closing one is outside. */
export interface OpenWindow {
  readonly opensAt: number;
  /** Null where it never closes. */
  readonly closesAt: number | null;
}

/** The windows of one date, in order, as moments in milliseconds since 1970. */
export function windowsOf(
  { timeZone, week, exceptions }: WorkingHours,
  date: Temporal.PlainDate,
): { opensAt: number; closesAt: number }[] {
  const iso = date.toString();
  const weekday = weekdays[date.dayOfWeek - 1];
  const exception = exceptions.find((each) => each.date === iso);
  const windows = exception?.windows ?? (weekday ? week[weekday] : []);
  return windows
    .map(({ from, to }) => ({
      opensAt: momentOf(date, from, timeZone, 'earlier'),
      closesAt: momentOf(date, to, timeZone, 'later'),
    }))
    .filter(({ opensAt, closesAt }) => opensAt < closesAt);
}

/** When the clocks show this time: of two such moments the wanted one, and of none the moment at which they jump. */
function momentOf(date: Temporal.PlainDate, time: string, timeZone: string, which: 'earlier' | 'later'): number {
  const wall = time === '24:00' ? date.add({ days: 1 }).toPlainDateTime() : date.toPlainDateTime(time);
  const moment = wall.toZonedDateTime(timeZone, { disambiguation: which });
  if (moment.toPlainDateTime().equals(wall)) return moment.epochMilliseconds;
  const after = wall.toZonedDateTime(timeZone, { disambiguation: 'later' });
  // Counted from just after: it may be that very moment.
  return (after.add({ nanoseconds: 1 }).getTimeZoneTransition('previous') ?? after).epochMilliseconds;
}
