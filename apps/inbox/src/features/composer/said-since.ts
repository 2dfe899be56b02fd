import type { TranscriptEntry } from '@baton/contracts';
import { wordsOf } from '@baton/engine';

/** What came between the beginning of a draft and its end. */
export interface SaidSince {
  /** The newest of it, on one line. */
  readonly who: string;
  readonly words: string;
  /** How many came before that one. */
  readonly more: number;
}

/**
 * What customer and colleagues, or I on my phone, have said after entry `began`; null where nobody has. `sentHere` knows
 * the replies of this browser.
 */
export function saidSince(
  entries: readonly TranscriptEntry[],
  began: number,
  { contactName, myId, sentHere }: { contactName: string; myId: string; sentHere: ReadonlySet<string> },
): SaidSince | null {
  const said = entries.filter(
    ({ seq, author, content, clientId }) =>
      seq > began &&
      content.kind !== 'event' &&
      (author.kind === 'customer' || (author.kind === 'agent' && !(clientId && sentHere.has(clientId)))),
  );
  const last = said.at(-1);
  if (!last) return null;
  const { author, content } = last;
  const byMe = author.kind === 'agent' && author.operator.id === myId;
  const who = byMe ? 'You, elsewhere' : author.kind === 'agent' ? author.operator.name : contactName;
  return { who, words: wordsOf(content).replaceAll(/\s+/g, ' '), more: said.length - 1 };
}
