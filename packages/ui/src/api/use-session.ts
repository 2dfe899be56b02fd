import type { Session } from '@baton/contracts';
import { useSuspenseQuery } from '@tanstack/react-query';
import { orpc } from './client.ts';

/** Who is signed in, and the query that asks for it. Changes only by signing in again, or when a role changes. */
export const sessionQuery = orpc.account.session.queryOptions({ staleTime: 60_000, retry: 1 });

/** Who is signed in; suspends until it is known, and leaves for the sign-in page when nobody is. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data;
}
