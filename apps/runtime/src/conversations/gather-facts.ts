import { channelDefinitions } from '@baton/channels/definitions';
import type { Command, Configure, Facts } from '@baton/engine';
import type { Turn } from '../db/turn/read-turn.ts';
import type { CommandDeps } from './execution.ts';

/** Everything a decision depends on besides the conversation; null where there is no flow to answer with. */
export async function gatherFacts(deps: CommandDeps, turn: Turn, command: Command): Promise<Facts | null> {
  const { versions, executors, clock, policy } = deps;
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
  const at = clock.now();
  const { configure } = configured;
  const now = policy.at(workspaceId, turn, configure, at);
  return {
    at,
    flow: pinned.flow,
    latest: latest.flow,
    executors,
    ...now,
    ai: deps.hasAi,
    mood: await moodOf(deps, configure, command),
    contactBlocked: turn.contact?.blocked ?? false,
    handoffEnabled: turn.handoffEnabled && configure.handoff,
    // Looked up where a decision asks for one: most don't.
    desks: {},
    ownerAway: turn.ownerAvailability === 'away',
    replyTimeout: channelDefinitions[turn.channel.type]?.capabilities.replyTimeout ?? false,
    canWrite: channelDefinitions[turn.channel.type] !== undefined && at < (turn.contact?.writableUntil ?? Infinity),
    newerOpen: turn.newerOpen,
  };
}

/** How a message sounds, where the flow wants to know. */
async function moodOf({ judgeMood }: CommandDeps, { triggers }: Configure, command: Command): Promise<Facts['mood']> {
  if (!triggers.sentiment.on || command.type !== 'customer.message' || command.content.kind !== 'text') return null;
  return judgeMood(command.content.text);
}
