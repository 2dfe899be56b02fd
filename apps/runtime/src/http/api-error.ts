import { ORPCError } from '@orpc/server';
import { z } from 'zod';
import { AppError } from '../app-error.ts';
import { isDatabaseAway } from '../db/is-database-away.ts';

/** Seconds after which a client should try again while the database is away. */
export const RETRY_AFTER_SECONDS = 2;

/** What a client is told about anything that was thrown. `fault` is set where nobody but us can put it right. */
export function toApiError(thrown: unknown): { readonly error: AppError; readonly fault: boolean } {
  if (thrown instanceof AppError) return { error: thrown, fault: false };
  if (isDatabaseAway(thrown)) return { error: new AppError('UNAVAILABLE', { cause: thrown }), fault: false };
  if (thrown instanceof ORPCError && thrown.code === 'BAD_REQUEST')
    return { error: invalidInput(thrown), fault: false };
  return { error: new AppError('INTERNAL_SERVER_ERROR', { cause: thrown }), fault: true };
}

const issuesOf = z.object({
  issues: z.array(
    z.object({
      message: z.string(),
      path: z
        .array(z.union([z.string(), z.number(), z.object({ key: z.string() }).transform((part) => part.key)]))
        .default([]),
    }),
  ),
});

function invalidInput(thrown: ORPCError<string, unknown>): AppError<'BAD_REQUEST'> {
  const parsed = issuesOf.safeParse(thrown.data);
  if (!parsed.success) return new AppError('BAD_REQUEST', { cause: thrown });
  const issues = parsed.data.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  // A hostile document may have thousands; the first few are what a person can use.
  const named = issues.slice(0, 5).map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  const rest = issues.length > named.length ? ` (and ${issues.length - named.length} more)` : '';
  return new AppError('BAD_REQUEST', {
    message: `The request is not valid. ${named.join('; ')}${rest}.`,
    data: { issues: issues.slice(0, 50) },
  });
}
