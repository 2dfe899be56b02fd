import { wordsOf } from '@baton/engine';
import type { ToldConversation, ToldEntry } from '../db/telegram/tasks.ts';
import { mediaOf, wordsBeside } from './media.ts';
import type { AlertFacts, SaidLine } from './words.ts';

/** Who said it, as operators know them. */
function whoSaid({ author }: ToldEntry, contact: string): string {
  if (author.kind === 'agent') return author.operator.name;
  return author.kind === 'customer' ? contact : 'Bot';
}

/** As it stands in a chat: with its file, or whatever else it is. */
export function lineOf(entry: ToldEntry, contact: string): SaidLine {
  const { content } = entry;
  return { who: whoSaid(entry, contact), text: wordsBeside(content), media: mediaOf(content) };
}

function summaryOf(entry: ToldEntry, contact: string): SaidLine[] {
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
    last: last.flatMap((entry) => summaryOf(entry, contact)).slice(-3),
  };
}
