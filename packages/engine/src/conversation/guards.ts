import type { Actor, Refusal } from './command.ts';
import type { Draft } from './draft.ts';

/** The command makes no sense in this mode. */
export function notPossible({ state }: Draft): Refusal {
  return { code: 'not_possible', mode: state.mode.kind };
}

/** Refuses who may not hand off. */
export function refuseWithoutPermission(actor: Actor): Refusal | null {
  return actor.canHandoff ? null : { code: 'not_allowed' };
}

/** Refuses who may not hand off, and whoever reaches into another person's conversation without being a supervisor. */
export function refuseStranger({ state }: Draft, actor: Actor): Refusal | null {
  if (!actor.canHandoff) return { code: 'not_allowed' };
  const { mode } = state;
  if (mode.kind !== 'human' || mode.owner.id === actor.id || actor.supervisor) return null;
  return { code: 'not_owner', name: mode.owner.name };
}
