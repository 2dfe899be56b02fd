import { type BotLanguage, botWords } from '@baton/engine';
import { Temporal } from 'temporal-polyfill';
import type { OpenWindow } from './windows-of.ts';

/** A window as customers read it, "Mon 09:00–18:00"; with its date where the weekday alone would mislead. */
export function windowWords(
  { opensAt, closesAt }: OpenWindow,
  timeZone: string,
  today: Temporal.PlainDate,
  language: BotLanguage,
): string {
  const { days, months } = botWords[language];
  const opens = zoned(opensAt, timeZone);
  const date = opens.toPlainDate();
  const away = today.until(date, { largestUnit: 'days' }).days;
  const ofMonth = language === 'de' ? `${date.day}.` : date.day;
  const day = [days[opens.dayOfWeek - 1], ...(away >= 7 ? [ofMonth, months[date.month - 1]] : [])].join(' ');
  if (closesAt === null) return `${day} ${clock(opens)}`;
  const closes = zoned(closesAt, timeZone);
  // The end of the day it began on, not the beginning of another one.
  const isMidnight = closes.toPlainDate().equals(date.add({ days: 1 })) && clock(closes) === '00:00';
  return `${day} ${clock(opens)}–${isMidnight ? '24:00' : clock(closes)}`;
}

function zoned(at: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
}

function clock(at: Temporal.ZonedDateTime): string {
  return at.toPlainTime().toString({ smallestUnit: 'minute' });
}
