import { closeSync, openSync, readSync, renameSync, statSync } from 'node:fs';

const ROTATE_BYTES = 5 * 1024 * 1024;
const TAIL_BYTES = 2000;

/** Opens the server's log for appending; one that has grown large becomes the previous one first. */
export function openServerLog(file: string): number {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > ROTATE_BYTES) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

/** The last lines the server wrote, at most those after `from` bytes. */
export function tailOfServerLog(file: string, from = 0): string {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const start = Math.max(from, size - TAIL_BYTES);
  if (size <= start) return '';
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(size - start);
    const read = readSync(descriptor, buffer, 0, buffer.length, start);
    return buffer.toString('utf8', 0, read).trim();
  } finally {
    closeSync(descriptor);
  }
}
