import type { Session, TranscriptEntry } from '@baton/contracts';
import { AppError } from '../app-error.ts';
import type { Database } from '../db/client.ts';
import { readTranscript } from '../db/transcript.ts';

/** Entries of a transcript: those after `after`, or else the newest before `before`. */
export async function getMessages(
  database: Database,
  { workspace }: Session,
  { id, ...range }: { readonly id: string; readonly after?: number; readonly before?: number; readonly limit: number },
): Promise<{ messages: TranscriptEntry[]; lastSeq: number }> {
  const transcript = await readTranscript(database, { workspaceId: workspace.id, conversationId: id, ...range });
  if (!transcript) throw new AppError('NOT_FOUND');
  return transcript;
}
