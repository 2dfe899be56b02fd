import { phoneOperator } from '../message.ts';
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

/** Whether the business's own phone has the conversation: whoever may hand off may then do with it what they could alone. */
export function isWithPhone({ state: { mode } }: Draft): boolean {
  return mode.kind === 'human' && mode.owner.id === phoneOperator.id;
}

/** Refuses who may not hand off, and whoever reaches into another person's conversation without being a supervisor. */
export function refuseStranger(draft: Draft, actor: Actor): Refusal | null {
  if (!actor.canHandoff) return { code: 'not_allowed' };
  const { mode } = draft.state;
  if (mode.kind !== 'human' || mode.owner.id === actor.id || actor.supervisor || isWithPhone(draft)) return null;
  return { code: 'not_owner', name: mode.owner.name };
}
