import { contactWords, placeWords } from '@baton/engine';
import { contentOf, fileOf, type HeardFile, type Said, saidSchema } from './message-content.ts';

/** What somebody of the staff has sent to the bot, as it can be passed on to a customer. */
export type StaffSaid =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly file: HeardFile }
  /** Something that they have sent, and that no other channel has: a poll, a game. */
  | { readonly kind: 'other' };

/** What people send beside what is read here: https://core.telegram.org/bots/api#message. */
const others = ['sticker', 'poll', 'dice', 'game', 'story', 'paid_media', 'checklist', 'invoice', 'giveaway'];

/** Reads a message of staff; null for what nobody sent, such as that somebody has joined the group. */
export function readStaffSaid(message: Readonly<Record<string, unknown>>): StaffSaid | null {
  const said = saidSchema.safeParse(message).data;
  const file = said && fileOf(said);
  if (file) return { kind: 'file', file };
  const text = said && textOf(said);
  if (text !== undefined) return { kind: 'text', text };
  return others.some((kind) => message[kind] !== undefined) ? { kind: 'other' } : null;
}

/** Places and cards as words: not every channel has them. */
function textOf(said: Said): string | undefined {
  if (said.text !== undefined) return said.text;
  const content = contentOf(said);
  if (content?.kind === 'contact') return contactWords(content);
  if (content?.kind !== 'location') return undefined;
  const { latitude, longitude } = content;
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
  return `${placeWords(content)}\n${map}`;
}
