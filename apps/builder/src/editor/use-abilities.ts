import type { Abilities } from '@baton/contracts';
import { orpc } from '@baton/ui';
import { useQuery } from '@tanstack/react-query';

/** What this installation can do for a flow; undefined while that is not known. It changes with a restart only. */
export function useAbilities(): Abilities | undefined {
  return useQuery(orpc.flows.abilities.queryOptions({ staleTime: Number.POSITIVE_INFINITY })).data;
}

/** Whether there is an AI to ask. */
export function useAiAvailable(): boolean | undefined {
  const abilities = useAbilities();
  return abilities && abilities.ai.model !== null;
}
