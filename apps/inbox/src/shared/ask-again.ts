import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Asks the server again for what is on screen, since it has changed. What is asked for the first time just now is asked
 * once more afterwards: its answer may be older than the change, and nothing else would tell.
 */
export async function askAgain(queryClient: QueryClient, queryKey: QueryKey): Promise<void> {
  const first = queryClient
    .getQueryCache()
    .findAll({ queryKey, fetchStatus: 'fetching' })
    .filter(({ state }) => state.data === undefined);
  await queryClient.invalidateQueries({ queryKey });
  if (first.length === 0) return;
  await queryClient.invalidateQueries({ queryKey, predicate: (query) => first.includes(query) });
}
