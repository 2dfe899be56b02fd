import { Tooltip } from '@mantine/core';
import { useNow } from './use-now.ts';

export interface RelativeTimeProps {
  /** ISO 8601. */
  at: string;
  /** `ago` for the past of a list ("2 min", "Mon", "12 Mar"); `clock` for 14:02. */
  style?: 'ago' | 'clock';
}

/** A moment in few characters, the full date and time on hover. Ticks by itself. */
export function RelativeTime({ at, style = 'ago' }: RelativeTimeProps) {
  const now = useNow(style === 'ago' ? 15_000 : null);
  const date = new Date(at);
  return (
    <Tooltip label={fullTime(date)}>
      <time dateTime={at} className="baton-tabular">
        {style === 'clock' ? clockTime(date) : timeAgo(date, now)}
      </time>
    </Tooltip>
  );
}

/** "now", "2 min", "3 h", "Mon" within a week, "12 Mar" within the year, else "12 Mar 2024". */
export function timeAgo(date: Date, now: number): string {
  const minutes = Math.floor((now - date.getTime()) / 60_000);
  if (minutes < 1) return 'now';
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h`;
  if (minutes < 6 * 24 * 60) return date.toLocaleDateString(undefined, { weekday: 'short' });
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return date.toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: sameYear ? undefined : 'numeric' });
}

/** 14:02, in the reader's own way. */
export function clockTime(date: Date): string {
  return date.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
}

/** Date and time in full, in the reader's own way. */
export function fullTime(date: Date): string {
  return date.toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'short' });
}

/** A duration as it ticks: "0:48", "12:05", "1:02:09". */
export function stopwatch(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
