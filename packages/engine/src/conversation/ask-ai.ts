import type { NodeEffect } from '../flow/executor.ts';
import { cancelTimer, type Draft, emit, patch, setTimer } from './draft.ts';
import type { ConversationState } from './state.ts';

/** Longer than an AI may take: when it is over, whoever asked it has stopped. */
const ANSWER_SECONDS = 45;

type Waiting = NonNullable<ConversationState['ai']['waiting']>;

/** A node asks an AI. Where there is none, that is the answer. */
export function askAi(draft: Draft, { instructions, knowledge }: Extract<NodeEffect, { type: 'ai.reply' }>): void {
  if (!draft.facts.ai) {
    draft.flowEvent = { type: 'ai.responded', reply: { ok: false } };
    return;
  }
  waitForAi(draft, { number: draft.state.ai.count + 1, instructions, knowledge, tries: 1 });
}

/** Sends a question out, for the first time or again. */
export function waitForAi(draft: Draft, waiting: Waiting): void {
  const { number, instructions, knowledge } = waiting;
  patch(draft, { ai: { count: number, waiting } });
  setTimer(draft, 'ai', ANSWER_SECONDS);
  emit(draft, { type: 'ai.reply', number, epoch: draft.state.epoch, instructions, knowledge });
}

/** The answer is no longer wanted: it came, or the run went another way. */
export function stopWaitingForAi(draft: Draft): void {
  const { ai } = draft.state;
  if (!ai.waiting) return;
  patch(draft, { ai: { ...ai, waiting: null } });
  cancelTimer(draft, 'ai');
}
