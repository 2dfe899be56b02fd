/** Nov 22, 2026, 7:44 PM: in the reader's own way. */
export function dateAndTime(at: string): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
