import {
  RESPONSE_TARGET_SECONDS,
  type RequestRow,
  type RequestView,
  type ResponseTimes,
  type Session,
} from '@baton/contracts';
import { AppError } from '../app-error.ts';
import { storable } from '../conversations/storable.ts';
import type { Database } from '../db/client.ts';
import {
  type RequestCursor,
  readRequests,
  readResponseTimes,
  requestCursorSchema,
  type StoredRequest,
} from '../db/requests.ts';
import type { Clock } from '../services.ts';

const DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1000;

/** One page of the requests for a person. */
export async function listRequests(
  database: Database,
  { workspace }: Session,
  input: { readonly view: RequestView; readonly cursor?: string; readonly limit: number },
): Promise<{ rows: RequestRow[]; nextCursor: string | null }> {
  const { view, limit } = input;
  const cursor = input.cursor === undefined ? undefined : decode(input.cursor);
  const stored = await readRequests(database, { workspaceId: workspace.id, view, cursor, limit: limit + 1 });
  const page = stored.slice(0, limit);
  const last = page.at(-1);
  return { rows: page.map(toRow), nextCursor: stored.length > limit && last ? encode(last) : null };
}

/** How soon people came in the last days. */
export async function getResponseTimes(
  database: Database,
  clock: Clock,
  { workspace }: Session,
): Promise<ResponseTimes> {
  const targetSeconds = RESPONSE_TARGET_SECONDS;
  const since = clock.now() - DAYS * DAY_MS;
  return {
    days: DAYS,
    targetSeconds,
    ...(await readResponseTimes(database, { workspaceId: workspace.id, since, targetSeconds })),
  };
}

function toRow({ contactId, contactName, channelType, channelName, ...request }: StoredRequest): RequestRow {
  const { operatorId, operatorName, requestedAt, ringingAt, acceptedAt, closedAt, ...rest } = request;
  return {
    ...rest,
    contact: { id: contactId, name: contactName },
    channel: { type: channelType, name: channelName },
    operator: operatorId === null ? null : { id: operatorId, name: operatorName ?? '' },
    requestedAt: requestedAt.toISOString(),
    ringingAt: ringingAt?.toISOString() ?? null,
    acceptedAt: acceptedAt?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
  };
}

function encode({ requestedAt, conversationId, number }: StoredRequest): string {
  const cursor: RequestCursor = { at: requestedAt.toISOString(), conversationId, number };
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function decode(text: string): RequestCursor {
  try {
    return storable(requestCursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString())));
  } catch (cause) {
    throw new AppError('BAD_REQUEST', { message: 'The cursor is not one that a list has answered.', cause });
  }
}
