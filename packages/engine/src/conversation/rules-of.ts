import type { HandoffRules } from './command.ts';
import type { Draft } from './draft.ts';

/** The team that the open request, or the next one of this session, asks; null for everybody. */
export function teamOf({ state: { session, request } }: Draft): string | null {
  // The form's choice outranks the Handoff node: it is what this customer said.
  return session.team ?? request?.team ?? null;
}

/** The hours, timeouts and fallback that count for this conversation now: its team's before the flow's. */
export function rulesOf(draft: Draft): HandoffRules {
  return rulesOfTeam(draft, teamOf(draft));
}

/** What counts for a team; a team that says nothing, or is no more, goes by the flow. */
export function rulesOfTeam({ facts }: Draft, team: string | null): HandoffRules {
  const own = team !== null && Object.hasOwn(facts.teams, team) ? facts.teams[team] : undefined;
  if (own) return own;
  const { configure, closed, nextOpening } = facts;
  return { ...configure, closed, nextOpening };
}
