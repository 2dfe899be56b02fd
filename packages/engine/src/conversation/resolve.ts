import { audit, type CommandOf, type Draft, enter, type Outcome } from './draft.ts';
import { notPossible, refuseStranger } from './guards.ts';
import { closeRequest, settleAlerts } from './requests.ts';
import { endSession, finishRun } from './return-to-bot.ts';
import { note, sayText } from './say.ts';

/** Resolve and `/done`: the run is over, and the customer's next message begins a fresh one. */
export function onResolve(draft: Draft, { actor, note: text }: CommandOf<'operator.resolve'>): Outcome {
  const refusal = refuseStranger(draft, actor);
  if (refusal) return refusal;
  const { mode } = draft.state;
  if (mode.kind === 'resolved') return 'unchanged';
  if (mode.kind === 'ended') return { code: 'ended' };
  if (mode.kind === 'bot') return notPossible(draft);
  resolveConversation(draft, { by: actor.name, detail: text });
  audit(draft, actor, 'resolve', text);
  return 'changed';
}

/** Resolves what a person had, or what waited for one. The line is for staff, with their note. */
export function resolveConversation(draft: Draft, line: { by?: string; detail: string }): void {
  const { mode } = draft.state;
  note(draft, 'resolved', line);
  if (mode.kind === 'pending') settleAlerts(draft, 'cancelled', line.by ?? null);
  closeRequest(draft, 'resolved');
  finishRun(draft);
  endSession(draft);
  enter(draft, { kind: 'resolved', at: draft.facts.at });
  sayText(draft, draft.facts.configure.sessionEnded);
}
