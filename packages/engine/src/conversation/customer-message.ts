import { wordsOf } from '../content-words.ts';
import type { InboundContent } from '../message.ts';
import { type CommandOf, cancelTimer, type Draft, emit, enter, type Outcome, patch } from './draft.ts';
import { isStale, supersede } from './end.ts';
import { answerLead } from './lead.ts';
import { answerOffer, askByKeyword } from './offer.ts';
import { closeOffer } from './offer-state.ts';
import { answerPreHandoffForm } from './pre-handoff-form.ts';
import { startReplyTimers } from './reply-timers.ts';
import { botContinues } from './return-to-bot.ts';
import { startRun } from './run-flow.ts';
import { hear, operatorAnswer, sayText } from './say.ts';
import type { Mode } from './state.ts';

type Message = CommandOf<'customer.message'>;

/** What the customer sends means something else in every mode. */
export function onCustomerMessage(draft: Draft, message: Message): Outcome {
  const { mode } = draft.state;
  // Acknowledged and dropped.
  if (draft.facts.contactBlocked) return 'unchanged';
  if (mode.kind === 'ended' || isStale(draft)) return supersede(draft);
  hear(draft, message.content, message.clientId);
  if (mode.kind === 'resolved') resume(draft, message);
  else if (mode.kind === 'bot') takeTurn(draft, message);
  else if (mode.kind === 'human') keepForOwner(draft, mode);
  else answerWhilePending(draft, mode, message);
  return 'changed';
}

/** The customer opened the chat: the flow greets first, where nothing was said yet. */
export function onStart(draft: Draft, { again = false }: CommandOf<'customer.start'>): Outcome {
  const { mode, seq, run } = draft.state;
  if (draft.facts.contactBlocked) return 'unchanged';
  if (mode.kind === 'bot' && seq === 0 && run === null) startRun(draft);
  else if (!again || !askOnceMore(draft)) return 'unchanged';
  return 'changed';
}

/** Whoever begins anew has answered nothing: what is open is asked once more, and after the end of a run, the next begins. */
function askOnceMore(draft: Draft): boolean {
  const { mode, run } = draft.state;
  if (mode.kind === 'bot') {
    if (run?.cursor && !run.finished) draft.flowEvent = { type: 'run.asked_again' };
    else startRun(draft);
    return true;
  }
  if (mode.kind !== 'pending') return false;
  if (mode.phase === 'form') answerPreHandoffForm(draft, mode, nothing);
  else if (mode.phase === 'lead') answerLead(draft, mode, nothing);
  else return false;
  return true;
}

/** To a form, the card of no form: it keeps what it has, and asks for the rest. */
const nothing: InboundContent = { kind: 'form_answer', formId: '', values: {} };

/** A turn of the flow. The message that begins a run, at `entry`, answers no question, so it is only stored. */
function takeTurn(draft: Draft, { content }: Message, entry: string | null = null): void {
  if (answerOffer(draft, content) || askByKeyword(draft, content)) return;
  const text = content.kind === 'text' ? content.text : null;
  draft.turn = { refused: false, text };
  closeOffer(draft);
  const { run } = draft.state;
  if (run && !run.finished) draft.flowEvent = { type: 'customer.message', content };
  else startRun(draft, { at: entry, said: spoken(content) });
}

/** What begins a run; a tap, or a form that was filled in late, is an answer to its own question only. */
function spoken(content: InboundContent): string | null {
  return content.kind === 'choice' || content.kind === 'form_answer' ? null : wordsOf(content);
}

function resume(draft: Draft, message: Message): void {
  enter(draft, { kind: 'bot' });
  takeTurn(draft, message, draft.facts.configure.reentryNode);
}

function keepForOwner(draft: Draft, mode: Extract<Mode, { kind: 'human' }>): void {
  const { at, ownerAway, configure } = draft.facts;
  const waitingSince = mode.waitingSince ?? at;
  const awayTold = mode.awayTold || ownerAway;
  patch(draft, { mode: { ...mode, lastSpeaker: 'customer', lastMessageAt: at, waitingSince, awayTold } });
  // Once until they reply: somebody who writes three lines is not told three times.
  if (awayTold && !mode.awayTold) sayText(draft, configure.awayReply, operatorAnswer(mode.owner));
  startReplyTimers(draft);
}

function answerWhilePending(draft: Draft, mode: Extract<Mode, { kind: 'pending' }>, message: Message): void {
  // Whoever writes has not gone away.
  cancelTimer(draft, 'visitor_gone');
  if (mode.phase === 'form') answerPreHandoffForm(draft, mode, message.content);
  else if (mode.phase === 'lead') answerLead(draft, mode, message.content);
  else writeWhileRinging(draft, message);
}

function writeWhileRinging(draft: Draft, message: Message): void {
  const { request } = draft.state;
  if (request) emit(draft, { type: 'alert.update', request: request.number, newest: wordsOf(message.content) });
  if (botContinues(draft)) takeTurn(draft, message);
}
