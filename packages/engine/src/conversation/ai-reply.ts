import type { AiReply } from '../flow/executor.ts';
import { stopWaitingForAi, waitForAi } from './ask-ai.ts';
import type { CommandOf, Draft, Outcome } from './draft.ts';
import { mayOffer } from './offer.ts';
import { botContinues } from './return-to-bot.ts';
import { note } from './say.ts';

/** How often a question is sent out before the AI counts as failing: once more after a process has stopped. */
const TRIES = 2;

/**
 * An AI has answered. Only the answer that the bot waits for reaches the flow; one that comes late, after somebody
 * else took the word, is noted for staff and said to nobody.
 */
export function onAiResponded(draft: Draft, { number, epoch, reply }: CommandOf<'ai.responded'>): Outcome {
  const { mode, ai } = draft.state;
  if (mode.kind === 'ended') return 'unchanged';
  const isAwaited = ai.waiting?.number === number && epoch === draft.state.epoch;
  if (isAwaited && botSpeaks(draft)) {
    if (!reply.ok) noteSilence(draft, reply);
    draft.flowEvent = { type: 'ai.responded', reply };
    noticeDoubt(draft, reply);
    return 'changed';
  }
  // A newer question has taken its place, or there is nothing to note.
  if (!reply.ok || number !== ai.count) return 'unchanged';
  note(draft, 'ai_late', { detail: reply.text.slice(0, 500) });
  return 'changed';
}

/** Whether the bot may speak: as it always may, or goes on while the customer waits. */
function botSpeaks(draft: Draft): boolean {
  const { mode } = draft.state;
  return mode.kind === 'bot' || (mode.kind === 'pending' && botContinues(draft));
}

function noticeDoubt(draft: Draft, reply: CommandOf<'ai.responded'>['reply']): void {
  const { lowConfidence } = draft.facts.configure.triggers;
  if (!reply.ok || !lowConfidence.on || reply.confidence >= lowConfidence.below) return;
  const percent = Math.round(reply.confidence * 100);
  draft.noticed = { trigger: 'low_confidence', reason: `The AI was ${percent}% sure of its answer` };
}

/** An AI has found a reason to offer a person. In a later run, or with a person there, it has no say any more. */
export function onAiNoticed(draft: Draft, { run, trigger, reason }: CommandOf<'ai.noticed'>): Outcome {
  if (run !== draft.state.runs || !mayOffer(draft)) return 'unchanged';
  draft.noticed = { trigger, reason };
  return 'changed';
}

/** No answer came: the process that asked may have stopped. It is asked again, and then counts as failing. */
export function onAiLate(draft: Draft): Outcome {
  const { waiting } = draft.state.ai;
  if (!waiting) return 'unchanged';
  if (!botSpeaks(draft)) stopWaitingForAi(draft);
  else if (waiting.tries < TRIES) waitForAi(draft, { ...waiting, tries: waiting.tries + 1 });
  else {
    noteSilence(draft, { ok: false });
    draft.flowEvent = { type: 'ai.responded', reply: { ok: false } };
  }
  return 'changed';
}

/** Staff read why the flow goes on without the AI. */
function noteSilence(draft: Draft, { usedUp }: Extract<AiReply, { ok: false }>): void {
  note(draft, 'ai_silent', usedUp ? { detail: 'Today’s questions are used up: see Settings → AI' } : {});
}
