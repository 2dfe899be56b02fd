import { type Draft, emit, type Noticed } from './draft.ts';
import { mayOffer, offerPerson } from './offer.ts';
import { patchTriggers } from './offer-state.ts';

/** Looks at what a turn came to, once the flow rests: what the bot cannot help with, a person may. */
export function settleTriggers(draft: Draft): void {
  countRefusals(draft);
  noteStall(draft);
  const noticed = draft.noticed ?? whatIsWrong(draft);
  if (noticed) offerOnce(draft, noticed);
  askForJudgement(draft);
}

/** Makes the offer, once per run, and only while the bot answers and somebody may be asked. */
function offerOnce(draft: Draft, noticed: Noticed): void {
  if (!mayOffer(draft)) return;
  patchTriggers(draft, { offered: true });
  offerPerson(draft, noticed);
}

/** Lets an AI look at what the customer wrote, where the owner wants that and nothing was offered yet. */
function askForJudgement(draft: Draft): void {
  const { aiPrompt, topics } = draft.facts.configure.triggers;
  const text = draft.turn?.text ?? null;
  if (text === null || !draft.facts.ai || !mayOffer(draft)) return;
  const prompt = aiPrompt.on && aiPrompt.prompt.trim() !== '' ? aiPrompt.prompt : null;
  const sensitive = topics.on ? topics.topics : [];
  if (prompt === null && sensitive.length === 0) return;
  emit(draft, { type: 'ai.judge', run: draft.state.runs, text, prompt, topics: sensitive });
}

function countRefusals(draft: Draft): void {
  const { refusals } = draft.state.triggers;
  if (draft.turn?.refused) patchTriggers(draft, { refusals: refusals + 1 });
  else if (draft.turn && refusals > 0) patchTriggers(draft, { refusals: 0 });
}

/** Staff find a conversation in which the bot is stuck, whether or not a person is offered there. */
function noteStall(draft: Draft): void {
  const { refusals, stalled } = draft.state.triggers;
  const isStuck = draft.flowFailed || refusals >= draft.facts.configure.triggers.stalled.after;
  if ((draft.turn || draft.flowFailed) && stalled !== isStuck) patchTriggers(draft, { stalled: isStuck });
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
