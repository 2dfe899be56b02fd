import { type Draft, patch } from './draft.ts';
import { nothingNoticed, type TriggerState } from './state.ts';

/** Changes some of what triggers have noticed. */
export function patchTriggers(draft: Draft, change: Partial<TriggerState>): void {
  patch(draft, { triggers: { ...draft.state.triggers, ...change } });
}

/** Something else was said since the offer: words answer that now. The offer's buttons still work. */
export function closeOffer(draft: Draft): void {
  const { offer } = draft.state.triggers;
  if (offer?.open) patchTriggers(draft, { offer: { ...offer, open: false } });
}

/** A fresh run: triggers begin anew. */
export function forgetNoticed(draft: Draft): void {
  closeOffer(draft);
  patchTriggers(draft, { ...nothingNoticed, offer: draft.state.triggers.offer });
}
