import { type Api, GrammyError } from 'grammy';
import type { AskedQuestion } from '../channel-adapter.ts';
import { pause } from '../pause.ts';
import { retryDelayMs } from './failures.ts';
import type { Tap } from './to-inbound.ts';

/** Whether a tap answers the question that is open: the button of another one is dead, however it still looks. */
export function isLive(question: AskedQuestion | null, messageId: string): boolean {
  if (!question || question.answered) return false;
  // The question is being sent: its answer may be quicker than the note of the message's number.
  if (question.providerId === null) return !question.tappedOther;
  return question.providerId === messageId;
}

const TEXT_LENGTH = 4096;
const TRIES = 3;
const LONGEST_WAIT_MS = 30_000;

/**
 * What customers see of their taps: the spinner ends, the choice stands in the message, its buttons go. Only looks:
 * nothing depends on it, so it is done after the answer is stored, and given up when Telegram does not take it.
 */
export function createButtons(api: Api, signal: AbortSignal) {
  const working = new Set<Promise<void>>();

  function later(...steps: (() => Promise<unknown>)[]): void {
    const work = (async () => {
      for (const step of steps) await patiently(step);
    })().finally(() => working.delete(work));
    working.add(work);
  }

  async function patiently(step: () => Promise<unknown>): Promise<void> {
    for (let failures = 1; failures <= TRIES && !signal.aborted; failures += 1) {
      try {
        await step();
        return;
      } catch (error) {
        // Refused for good: edited already, deleted by the customer, or too old to be answered.
        if (error instanceof GrammyError && error.error_code < 500 && error.error_code !== 429) return;
        await pause(Math.min(retryDelayMs(error, failures), LONGEST_WAIT_MS), signal);
      }
    }
  }

  return {
    /** Shows which button it was. `chosen` is null where the tap answered nothing; `hint` is shown for a moment. */
    answered(tap: Tap, chosen: string | null, hint: string | null): void {
      later(
        () => api.answerCallbackQuery(tap.queryId, hint === null ? {} : { text: hint }),
        () => showChoice(api, tap, chosen),
      );
    },
    /** Ends the spinner of a tap on a message that Telegram no longer shows us. */
    lost(queryId: string, hint: string): void {
      later(() => api.answerCallbackQuery(queryId, { text: hint }));
    },
    /** Takes the buttons off a question that was answered in words. */
    remove(chatId: string, messageId: string): void {
      later(() => api.editMessageReplyMarkup(chatId, Number(messageId)));
    },
    async settled(): Promise<void> {
      while (working.size > 0) await Promise.all(working);
    },
  };
}

function showChoice(api: Api, { chatId, messageId, text, entities }: Tap, chosen: string | null): Promise<unknown> {
  const shown = `${text}\n\n✓ ${chosen}`;
  if (text === null || chosen === null || shown.length > TEXT_LENGTH)
    return api.editMessageReplyMarkup(chatId, Number(messageId));
  return api.editMessageText(chatId, Number(messageId), shown, { entities: [...entities] });
}
