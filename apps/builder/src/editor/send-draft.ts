import type { FlowDocument } from '@baton/engine';
import { api, errorCode, errorMessage, isNetworkFailure } from '@baton/ui';
import { z } from 'zod';
import type { SaveOutcome } from './save-queue.ts';

/** What browsers let a page send while it goes away. */
const MAX_LEAVING_BYTES = 60_000;

/** Whether a draft is small enough to be sent while the page goes away. */
export function fitsLeaving(document: FlowDocument): boolean {
  return new Blob([JSON.stringify(document)]).size < MAX_LEAVING_BYTES;
}

/** Saves a draft, and says what came of it. */
export async function sendDraft(
  id: string,
  document: FlowDocument,
  revision: number,
  leaving: boolean,
): Promise<SaveOutcome> {
  try {
    if (leaving) return await sendWhileLeaving(id, document, revision);
    const saved = await api.flows.save({ id, revision, document });
    return { kind: 'saved', revision: saved.revision, changed: saved.changed };
  } catch (error) {
    return outcomeOf(error);
  }
}

function outcomeOf(error: unknown): SaveOutcome {
  const code = errorCode(error);
  if (code === 'CONFLICT') return { kind: 'conflict' };
  // A fault of the server may pass; a refusal stays one.
  if (isNetworkFailure(error) || code === null || code === 'INTERNAL_SERVER_ERROR' || code === 'TOO_MANY_REQUESTS') {
    return { kind: 'offline' };
  }
  return { kind: 'refused', message: errorMessage(error) };
}

const savedSchema = z.object({ revision: z.int(), changed: z.boolean() });

/** The API's client can't ask for a request that outlives the page; the page may live on after all, so it is read. */
async function sendWhileLeaving(id: string, document: FlowDocument, revision: number): Promise<SaveOutcome> {
  const response = await fetch(`/api/flows/${encodeURIComponent(id)}/draft`, {
    method: 'PUT',
    keepalive: true,
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ revision, document }),
  });
  if (response.status === 409) return { kind: 'conflict' };
  const saved = savedSchema.safeParse(await response.json());
  return saved.success ? { kind: 'saved', ...saved.data } : { kind: 'offline' };
}
