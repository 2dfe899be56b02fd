import { audit, type CommandOf, type Draft, type Outcome } from './draft.ts';
import { notPossible, refuseStranger } from './guards.ts';
import { returnToBot } from './return-to-bot.ts';
import { note, sayText } from './say.ts';

/**
 * Hand back. The bot goes on where it was interrupted; submissions are as they were, since nothing here touches
 * them, and nothing said meanwhile is replayed into the flow.
 */
export function onHandBack(draft: Draft, { actor }: CommandOf<'operator.hand_back'>): Outcome {
  const refusal = refuseStranger(draft, actor);
  if (refusal) return refusal;
  const { mode } = draft.state;
  if (mode.kind === 'bot') return 'unchanged';
  if (mode.kind === 'ended') return { code: 'ended' };
  if (mode.kind !== 'human') return notPossible(draft);
  note(draft, 'handed_back', { by: actor.name });
  returnToBot(draft, 'resolved', 'resolved');
  sayText(draft, draft.facts.configure.botResumes);
  audit(draft, actor, 'hand_back');
  return 'changed';
}
