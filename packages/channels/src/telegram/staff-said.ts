import { contactWords, type InboundContent } from '@baton/engine';
import { contentOf, fileOf, type HeardFile, saidSchema } from './message-content.ts';

/** What somebody of the staff has sent to the bot, as it can be passed on to a customer. */
export type StaffSaid =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly file: HeardFile }
  | Extract<InboundContent, { kind: 'location' }>
  /** Something that they have sent, and that no other channel has: a poll, a game. */
  | { readonly kind: 'other' };

/** What people send beside what is read here: https://core.telegram.org/bots/api#message. */
const others = ['sticker', 'poll', 'dice', 'game', 'story', 'paid_media', 'checklist', 'invoice', 'giveaway'];

/** Reads a message of staff; null for what nobody sent, such as that somebody has joined the group. */
export function readStaffSaid(message: Readonly<Record<string, unknown>>): StaffSaid | null {
  const said = saidSchema.safeParse(message).data;
  const file = said && fileOf(said);
  if (file) return { kind: 'file', file };
  if (said?.text !== undefined) return { kind: 'text', text: said.text };
  const content = said && contentOf(said);
  if (content?.kind === 'location') return content;
  // Not every channel has cards.
  if (content?.kind === 'contact') return { kind: 'text', text: contactWords(content) };
  return others.some((kind) => message[kind] !== undefined) ? { kind: 'other' } : null;
}
