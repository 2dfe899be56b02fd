import type { Abilities } from '@baton/contracts';
import type { AiState } from '@baton/nodes/editors';
import { orpc } from '@baton/ui';
import { useQuery } from '@tanstack/react-query';

/** What this installation can do for a flow; undefined while that is not known. It changes with a restart only. */
export function useAbilities(): Abilities | undefined {
  return useQuery(orpc.flows.abilities.queryOptions({ staleTime: Number.POSITIVE_INFINITY })).data;
}

/** Whether there is an AI to ask today; undefined while that is not known. */
export function useAiState(): AiState | undefined {
  const { data } = useQuery(orpc.ai.get.queryOptions());
  if (!data) return undefined;
  const { model, dailyLimit, askedToday } = data;
  if (model === null) return 'none';
  return dailyLimit !== null && askedToday >= dailyLimit ? 'used_up' : 'ready';
}
