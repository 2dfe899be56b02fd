/** How much of the time in which a provider lets a customer be answered is left. */
export type ReplyWindow = { open: true; left: string; short: boolean } | { open: false };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Less than this is worth a warning. */
const SHORT = 2 * HOUR;

/** Null where the customer can always be answered. Pure: `now` in milliseconds since 1970. */
export function replyWindow(writableUntil: string | null, now: number): ReplyWindow | null {
  if (writableUntil === null) return null;
  const left = new Date(writableUntil).getTime() - now;
  if (left <= 0) return { open: false };
  const words =
    left < MINUTE
      ? 'less than a minute'
      : left < HOUR
        ? `${Math.floor(left / MINUTE)} min`
        : `${Math.floor(left / HOUR)} h ${Math.floor((left % HOUR) / MINUTE)} min`;
  return { open: true, left: words, short: left < SHORT };
}
