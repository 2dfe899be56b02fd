import { wordsOf } from '@baton/engine';
import type { ToldConversation, ToldEntry } from '../db/telegram/tasks.ts';
import type { AlertFacts, SaidLine } from './words.ts';

/** Who said it, as operators know them. */
function whoSaid({ author }: ToldEntry, contact: string): string {
  if (author.kind === 'agent') return author.operator.name;
  return author.kind === 'customer' ? contact : 'Bot';
}

function lineOf(entry: ToldEntry, contact: string): SaidLine[] {
  const text = wordsOf(entry.content);
  return text.trim() === '' ? [] : [{ who: whoSaid(entry, contact), text }];
}

/** What an alert about a conversation says. */
export function alertFacts(conversationId: string, told: ToldConversation, last: readonly ToldEntry[]): AlertFacts {
  const { state, contact, channel, flow, answers } = told;
  const { formAnswers } = state.session;
  return {
    conversationId,
    contact,
    channel: flow === null ? channel : `${channel} · ${flow}`,
    reason: state.request?.reason ?? '',
    answers: formAnswers && formAnswers.length > 0 ? formAnswers : answers,
    last: last.flatMap((entry) => lineOf(entry, contact)).slice(-3),
  };
}
