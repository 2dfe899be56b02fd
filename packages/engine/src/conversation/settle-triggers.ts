import type { Draft } from './draft.ts';
import { offerPerson } from './offer.ts';
import { patchTriggers } from './offer-state.ts';
import type { HandoffTrigger } from './state.ts';

/** Looks at what a turn came to, once the flow rests: what the bot cannot help with, a person may. */
export function settleTriggers(draft: Draft): void {
  countRefusals(draft);
  const noticed = whatIsWrong(draft);
  if (noticed) offerOnce(draft, noticed);
}

interface Noticed {
  trigger: HandoffTrigger;
  reason: string;
}

/** Makes the offer, once per run, and only while the bot answers and somebody may be asked. */
function offerOnce(draft: Draft, noticed: Noticed): void {
  const { mode, request, triggers } = draft.state;
  if (mode.kind !== 'bot' || request || triggers.offered || !draft.facts.handoffEnabled) return;
  patchTriggers(draft, { offered: true });
  offerPerson(draft, noticed);
}

function countRefusals(draft: Draft): void {
  const { refusals } = draft.state.triggers;
  if (draft.turn?.refused) patchTriggers(draft, { refusals: refusals + 1 });
  else if (draft.turn && refusals > 0) patchTriggers(draft, { refusals: 0 });
}

function whatIsWrong(draft: Draft): Noticed | null {
  const { stalled, sentiment } = draft.facts.configure.triggers;
  const { refusals } = draft.state.triggers;
  if (stalled.on && draft.flowFailed) return { trigger: 'stalled', reason: 'The bot could not go on' };
  if (stalled.on && draft.turn && refusals >= stalled.after) {
    return { trigger: 'stalled', reason: `The bot did not understand ${refusals} times in a row` };
  }
  if (sentiment.on && draft.turn && draft.facts.mood === 'negative') {
    return { trigger: 'sentiment', reason: 'Sounds unhappy' };
  }
  return null;
}
