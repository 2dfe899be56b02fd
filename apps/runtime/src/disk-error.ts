import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { StartupError } from './startup-error.ts';

/** A folder that Baton can't start without and can't write to. */
export class DiskError extends StartupError {
  override readonly name = 'DiskError';
}

const FULL = /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/i;
const READ_ONLY = /EROFS|Read-only file system/i;

/** Why `folder` can't be used, and what to do, in one sentence or two; `what` names it, such as DATA_DIR. */
export async function diskError(what: string, folder: string, cause: unknown): Promise<DiskError> {
  const reason = await rootReason(folder, cause);
  const sentence = diskSentence(what, folder, reason);
  return new DiskError(
    sentence ??
      `${what} (${folder}) can't be used: ${reason}. Start Baton as the user the folder belongs to, or choose another folder.`,
    { cause },
  );
}

/** The same error, unless its disk is the reason: what PostgreSQL's programs say of it is many lines long. */
export function explainDisk(what: string, folder: string, error: unknown): unknown {
  if (error instanceof DiskError || !(error instanceof Error)) return error;
  const sentence = diskSentence(what, folder, error.message);
  return sentence === undefined ? error : new DiskError(sentence, { cause: error });
}

function diskSentence(what: string, folder: string, reason: string): string | undefined {
  if (FULL.test(reason)) return `The disk of ${what} (${folder}) is full: free some space, then start Baton again.`;
  if (READ_ONLY.test(reason))
    return `The disk of ${what} (${folder}) is mounted read-only: mount it writable, or choose another folder.`;
  return undefined;
}

/** Making several folders at once on a read-only disk fails with "no such file": the folder above knows better. */
async function rootReason(folder: string, cause: unknown): Promise<string> {
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (!reason.startsWith('ENOENT')) return reason;
  for (let above = path.dirname(folder); ; above = path.dirname(above)) {
    try {
      await access(above, constants.W_OK);
      return reason;
    } catch (error) {
      if (error instanceof Error && !error.message.startsWith('ENOENT')) return error.message;
      if (above === path.dirname(above)) return reason;
    }
  }
}
