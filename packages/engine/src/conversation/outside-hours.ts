import type { Closed } from './command.ts';
import { type Draft, patch } from './draft.ts';
import { askLead } from './lead.ts';
import { returnToBot } from './return-to-bot.ts';
import { rulesOf } from './rules-of.ts';
import { note, sayText } from './say.ts';

/** Nobody is at work, so nobody is alerted: the next window is told, and the customer leaves a message instead. */
export function refuseOutsideHours(draft: Draft, closed: Closed): void {
  const { fallback } = rulesOf(draft);
  note(draft, 'outside_hours', { detail: closed.next?.words ?? '' });
  const told = tellHours(draft, closed);
  if (fallback === 'message') {
    returnToBot(draft, 'outside_hours', 'expired');
    // The window is said once; somebody who asks again still gets an answer.
    if (!told) sayText(draft, draft.facts.configure.fallbackMessage);
  } else {
    askLead(draft, 'outside_hours', 'expired');
  }
}

/** Tells the next window, once per window; whether there was one to tell. */
export function tellHours(draft: Draft, { next }: Closed): boolean {
  const window = next && String(next.opensAt);
  if (next === null || draft.state.hoursTold === window) return false;
  patch(draft, { hoursTold: window });
  sayText(draft, draft.facts.configure.outsideHours, { hours: { kind: 'value', value: next.words } });
  return true;
}
