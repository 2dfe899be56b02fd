import { matchOption } from '../answer-check.ts';
import { botWords } from '../bot-words.ts';
import { inLanguage } from '../form.ts';
import type { ChoiceOption, InboundContent } from '../message.ts';
import type { Draft } from './draft.ts';
import { findKeyword } from './find-keyword.ts';
import { closeOffer, patchTriggers } from './offer-state.ts';
import { requestHandoff, type Wish } from './request-handoff.ts';
import { startRun } from './run-flow.ts';
import { fill, note, sayAsBot } from './say.ts';

/** Names the offer among what the bot says. No node can have this id, and no option of a node these. */
const offerId = 'person_offer';
const yesId = `${offerId}:yes`;
const noId = `${offerId}:no`;

type Offered = Omit<Wish, 'nodeId' | 'team'>;

/** Whether a trigger may make its offer: once per run, while only the bot answers and somebody may be asked. */
export function mayOffer({ state, facts }: Draft): boolean {
  return state.mode.kind === 'bot' && !state.request && !state.triggers.offered && facts.handoffEnabled;
}

/** Reveals the headset, and asks whether the customer would like a person. Accepting is the request. */
export function offerPerson(draft: Draft, { trigger, reason }: Offered): void {
  const { configure } = draft.facts;
  if (configure.headset) patchTriggers(draft, { headsetRevealed: true });
  const text = fill(draft, configure.offerText);
  // Blank sends nothing: the headset alone is there.
  if (text.trim() === '') return;
  note(draft, 'person_offered', { detail: reason });
  sayAsBot(draft, offerId, { kind: 'choices', text, options: answersOf(draft), ...inLanguage(configure.language) });
  patchTriggers(draft, { offer: { trigger, reason, open: true } });
}

/** Takes what the customer sent as the answer to the offer, where it is one; tells whether it was. */
export function answerOffer(draft: Draft, content: InboundContent): boolean {
  const { offer } = draft.state.triggers;
  const answer = offer && chosen(draft, offer.open, content);
  if (!answer) return false;
  closeOffer(draft);
  // They are waiting already.
  if (draft.state.request) return true;
  if (answer === yesId && draft.facts.handoffEnabled) {
    requestHandoff(draft, { trigger: offer.trigger, reason: offer.reason, nodeId: null, team: null });
  } else {
    goOn(draft);
  }
  return true;
}

/** The open question is asked again, since the offer stands below it by now. */
function goOn(draft: Draft): void {
  const { run, ai } = draft.state;
  // The bot is about to answer.
  if (ai.waiting) return;
  if (run && !run.finished) draft.flowEvent = { type: 'run.asked_again' };
  else startRun(draft);
}

function chosen(draft: Draft, open: boolean, content: InboundContent): string | null {
  // A question of the flow may have an option "Yes" too: a tap says which one it was.
  if (content.kind === 'choice') return [yesId, noId].find((id) => id === content.optionId) ?? null;
  return open ? (matchOption(answersOf(draft), content)?.id ?? null) : null;
}

function answersOf({ facts }: Draft): ChoiceOption[] {
  const { offerYes, offerNo, language } = facts.configure;
  const { defaults } = botWords[language];
  return [
    { id: yesId, label: offerYes.trim() || defaults.offerYes },
    { id: noId, label: offerNo.trim() || defaults.offerNo },
  ];
}

/** Asks for a person, or offers one, where the customer wrote a keyword; tells whether they did. */
export function askByKeyword(draft: Draft, content: InboundContent): boolean {
  const { configure, handoffEnabled } = draft.facts;
  const { keywords } = configure.triggers;
  // What a flow offers to tap has a way of its own.
  if (!keywords.on || !handoffEnabled || draft.state.request || content.kind !== 'text') return false;
  const word = findKeyword(keywords.lists, content.text);
  if (word === null) return false;
  const wish = { trigger: 'keyword', reason: `Wrote “${word}”` } as const;
  // A blank offer would leave the customer without an answer.
  if (keywords.ask === 'offer' && configure.offerText.trim() !== '') offerPerson(draft, wish);
  else requestHandoff(draft, { ...wish, nodeId: null, team: null });
  return true;
}
