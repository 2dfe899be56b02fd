import { channelDefinitions } from '@baton/channels/definitions';
import type { Facts } from '@baton/engine';
import type { Turn } from '../db/turn/read-turn.ts';
import type { CommandDeps } from './execution.ts';

/** Everything a decision depends on besides the conversation; null where there is no flow to answer with. */
export async function gatherFacts(deps: CommandDeps, turn: Turn): Promise<Facts | null> {
  const { versions, executors, clock, eligibleOperators } = deps;
  const { workspaceId, conversation } = turn;
  const pinnedId = conversation?.state.run?.flowVersionId ?? null;
  const latestId = turn.latestVersionId ?? pinnedId;
  const configureId = turn.configureVersionId ?? latestId;
  if (latestId === null || configureId === null) return null;
  const [latest, pinned, configured] = await Promise.all([
    versions.get(workspaceId, latestId),
    versions.get(workspaceId, pinnedId ?? latestId),
    versions.get(workspaceId, configureId),
  ]);
  return {
    at: clock.now(),
    flow: pinned.flow,
    latest: latest.flow,
    executors,
    configure: configured.configure,
    contactBlocked: turn.contact?.blocked ?? false,
    handoffEnabled: true,
    closedUntil: null,
    eligibleOperators: eligibleOperators(workspaceId),
    replyTimeout: channelDefinitions[turn.channel.type]?.capabilities.replyTimeout ?? false,
    canWrite: channelDefinitions[turn.channel.type] !== undefined,
    newerOpen: turn.newerOpen,
  };
}
