import { ORPCError } from '@orpc/client';

const unreachable = 'The server cannot be reached. Check your connection, then try again.';
const broken = 'The server could not do that. Nothing was changed; try again in a moment.';

/** A fault as a sentence that says what happened and what to do. */
export function errorMessage(error: unknown): string {
  if (isNetworkFailure(error)) return unreachable;
  if (!(error instanceof ORPCError)) return broken;
  const name = nameIn(error.data);
  if (error.code === 'TAKEN_BY' && name) return `${name} took this.`;
  if (error.code === 'NOT_OWNER' && name) return `${name} is answering this conversation.`;
  if (error.code === 'BAD_REQUEST') return firstIssue(error.data) ?? error.message;
  return error.status >= 500 && error.code !== 'UNAVAILABLE' ? broken : error.message;
}

/** Whether the request may not have arrived: repeating it with the same id is right. */
export function isNetworkFailure(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof ORPCError && [502, 503, 504].includes(error.status));
}

/** The contract's error code, when the server answered with one. */
export function errorCode(error: unknown): string | null {
  return error instanceof ORPCError ? error.code : null;
}

/** What came with an error code: "newer_open" has a conversation's id, for example. */
export function errorData(error: unknown): unknown {
  return error instanceof ORPCError ? error.data : undefined;
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof ORPCError && error.status === 401;
}

function nameIn(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('name' in data)) return null;
  return typeof data.name === 'string' && data.name !== '' ? data.name : null;
}

function firstIssue(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('issues' in data) || !Array.isArray(data.issues)) return null;
  const [issue]: unknown[] = data.issues;
  if (typeof issue !== 'object' || issue === null || !('message' in issue)) return null;
  return typeof issue.message === 'string' ? `${issue.message}.`.replace('..', '.') : null;
}
