import type { Closed, CompiledFlow } from '@baton/engine';
import type { PolicyNow } from './handoff-policy.ts';

/**
 * When the first of those whom a flow may ask are back: everybody, by the flow's hours, or a team that its nodes name.
 * Null while some of them are at work, and where no window is to come.
 */
export function nextForFlow(now: PolicyNow, flow: Pick<CompiledFlow, 'nodes'>): Closed['next'] {
  const asked = [...flow.nodes.values()].flatMap(({ teams }) => teams);
  const hours = [now, ...asked.flatMap((team) => now.teams[team] ?? [])];
  if (hours.some(({ closed }) => closed === null)) return null;
  const windows = hours.flatMap(({ closed }) => closed?.next ?? []);
  return windows.toSorted((one, other) => one.opensAt - other.opensAt)[0] ?? null;
}
