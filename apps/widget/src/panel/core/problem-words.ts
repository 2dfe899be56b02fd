import type { Phrase } from '../../words/phrases.ts';
import { ApiProblem, type CommandName } from './api.ts';

/** What the server says is for whoever set it up, and in English: what a visitor can act on has words of its own. */
const words: Readonly<Record<string, Phrase>> = {
  TOO_MANY_REQUESTS: 'Too many requests. Wait a moment, then try again.',
  INVALID_IDENTITY: 'The signed identity of this customer is wrong or has expired. The website must make a new one.',
  IDENTITY_REQUIRED: 'This chat is for signed-in customers. Sign in to the website first.',
  UNAVAILABLE: 'The server could not be reached.',
};

/** Handoff was switched off while the page was open; or they have asked as often as anybody may. */
const ofRequests: Readonly<Record<string, Phrase>> = {
  FORBIDDEN: 'A person can’t be reached here at the moment.',
  TOO_MANY_REQUESTS: 'You have asked for a person several times. Please try again later.',
};

/** What stands in the visitor's way, for the words of their language. */
export function problemWords(error: unknown, command?: CommandName): Phrase {
  const code = error instanceof ApiProblem ? error.code : '';
  const said = command === 'request-person' ? ofRequests[code] : undefined;
  return said ?? words[code] ?? 'That did not work. Check your connection and try again.';
}
