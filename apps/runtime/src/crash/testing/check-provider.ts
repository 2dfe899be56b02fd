import type { StoredById } from './check-tales.ts';
import type { Problems } from './problems.ts';
import type { Call } from './provider.ts';
import type { StoredMessage } from './stored-conversation.ts';
import type { Era, Tale } from './tale.ts';

/** A call that the server had begun when it was told of a take-over may end a little later. */
const UNDER_WAY_MS = 1_000;

/** What the customer received from a provider that shows every message as often as it is sent. */
export function checkProvider(
  calls: readonly Call[],
  tales: readonly Tale[],
  stored: StoredById,
  problems: Problems,
): void {
  for (const tale of tales) {
    for (const id of tale.conversationIds) {
      const own = calls.filter(({ conversationId }) => conversationId === id);
      const messages = stored.get(id)?.messages ?? [];
      checkOrder(id, own, tale, problems);
      for (const message of messages) {
        const toldAgain = tale.resent.get(`${id}:${message.seq}`) ?? 0;
        checkMessage(
          id,
          message,
          own.filter(({ seq }) => seq === message.seq),
          toldAgain,
          problems,
        );
      }
      for (const era of tale.eras.filter(({ conversationId }) => conversationId === id)) {
        // What staff wanted to be sent again is their own word.
        const byItself = own.filter(({ seq }) => !tale.resent.has(`${id}:${seq}`));
        checkSilence(era, byItself, messages, problems);
      }
    }
  }
}

/** Sent once, unless it clearly did not arrive or a person wanted it again; and what counts as sent has arrived. */
function checkMessage(
  id: string,
  { seq, delivery }: StoredMessage,
  calls: readonly Call[],
  toldAgain: number,
  problems: Problems,
): void {
  const mayHaveArrived = calls.filter(({ outcome }) => outcome !== 'refused').length;
  const shown = calls.filter((call) => call.shown).length;
  if (mayHaveArrived > 1 + toldAgain) problems.add('doubled', `${id}: ${seq} was sent ${mayHaveArrived} times`);
  if (delivery === 'sent' && shown === 0) problems.add('lost', `${id}: ${seq} counts as sent, and never arrived`);
  if ((delivery === 'discarded' || delivery === null) && mayHaveArrived > 0) {
    problems.add('other', `${id}: ${seq} is ${delivery}, but it was sent`);
  }
}

/** First sent in the order of the transcript, one after another. */
function checkOrder(id: string, calls: readonly Call[], tale: Tale, problems: Problems): void {
  let last = 0;
  for (const { seq } of calls) {
    if (seq < last && !tale.resent.has(`${id}:${seq}`))
      problems.add('outOfOrder', `${id}: ${seq} was sent after ${last}`);
    last = Math.max(last, seq);
  }
}

/** Nothing of the flow is sent once somebody knows that a person has taken over. */
function checkSilence(era: Era, calls: readonly Call[], messages: readonly StoredMessage[], problems: Problems): void {
  const ofTheFlow = new Set(messages.filter(({ author }) => author.kind === 'bot').map(({ seq }) => seq));
  const late = calls.filter(({ at }) => at > era.since + UNDER_WAY_MS && at < era.until);
  for (const { seq } of late.filter((call) => ofTheFlow.has(call.seq))) {
    problems.add('other', `${era.conversationId}: the bot said ${seq} while a person answered`);
  }
}
