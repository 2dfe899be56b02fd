import { bold, joined, plain, type RichText, renderMarkdown, splitText } from '@baton/channels/telegram-staff';
import { fileWords, type MessageContent, type Mode, type Operator, type Refusal } from '@baton/engine';
import { type PostMedia, type PostMessage, postEntitiesSchema } from '../db/telegram/posts.ts';
import { fitsUnder, takesWords } from './media.ts';

// Everything that operators read on Telegram. Nothing here knows where it goes.

type Keyboard = PostMessage['keyboard'];

/** What is known of a customer who wants a person. */
export interface AlertFacts {
  readonly conversationId: string;
  readonly contact: string;
  readonly channel: string;
  readonly reason: string;
  /** What a form has asked before, or else what the flow has. */
  readonly answers: readonly { readonly label: string; readonly value: string }[];
  /** What was said last, the oldest first. */
  readonly last: readonly SaidLine[];
}

export interface SaidLine {
  readonly who: string;
  readonly text: string;
  readonly media?: PostMedia | undefined;
}

/** How long a line of a summary may be. */
const LINE_LENGTH = 300;
/** Lines of an alert that a form of any length may fill. */
const ANSWERS = 12;

function message(text: RichText, keyboard: Keyboard = []): PostMessage {
  // What is longer than Telegram takes is cut: these texts are made of lines that are cut already.
  const [first = plain('…')] = splitText(text);
  return { kind: 'message', text: first.text, entities: entitiesOf(first), keyboard };
}

function entitiesOf({ entities }: RichText): PostMessage['entities'] {
  return postEntitiesSchema.parse(entities);
}

export function say(text: string, keyboard: Keyboard = []): PostMessage {
  return message(plain(text), keyboard);
}

/** The alert of a customer who waits. */
export function ringingAlert(facts: AlertFacts): PostMessage {
  const { conversationId } = facts;
  return message(joined([bold(`🔔 ${facts.contact} waits for a person`), summaryOf(facts)]), [
    [
      { text: 'Accept', data: `op:accept:${conversationId}` },
      { text: 'Reject', data: `op:reject:${conversationId}` },
    ],
  ]);
}

/** A conversation that a colleague wants to pass on. */
export function transferOffer(facts: AlertFacts): PostMessage {
  const { text, entities } = message(joined([bold(`A colleague passes ${facts.contact} to you`), summaryOf(facts)]));
  return { ...ringingAlert(facts), text, entities };
}

/** What an operator has of a conversation that is theirs. */
export function sessionCard(facts: AlertFacts): PostMessage {
  const { conversationId, contact } = facts;
  const how = '\nWhat you write here goes to them. /done ends the session.';
  return message(joined([bold(`You answer ${contact}`), plain(how), summaryOf(facts)]), [
    [
      { text: 'Resolve', data: `op:done:${conversationId}` },
      { text: 'Hand back', data: `op:handback:${conversationId}` },
    ],
  ]);
}

/** An alert or session that is over: who it was about, and what came of it. */
export function settled(contact: string, outcome: string): PostMessage {
  return message(joined([bold(contact), plain(`\n${outcome}`)]));
}

function summaryOf({ channel, reason, answers, last }: AlertFacts): RichText {
  const about = [`\n${channel}`, ...(reason.trim() === '' ? [] : [line(reason)])].join('\n');
  const asked = answers.slice(0, ANSWERS).map(({ label, value }) => labelled(label, value));
  const said = last.map(({ who, text }) => labelled(who, text));
  return joined([plain(about), ...paragraph(asked), ...paragraph(said)]);
}

function paragraph(lines: readonly RichText[]): RichText[] {
  if (lines.length === 0) return [];
  return [plain('\n'), ...lines.flatMap((each) => [plain('\n'), each])];
}

function labelled(label: string, value: string): RichText {
  return joined([bold(`${line(label)}:`), plain(` ${line(value)}`)]);
}

function line(text: string): string {
  const one = text.replaceAll(/\s+/g, ' ').trim();
  return one.length > LINE_LENGTH ? `${one.slice(0, LINE_LENGTH - 1)}…` : one;
}

/** A conversation's card in the operators' group: who it is, and who answers. */
export function groupCard(facts: AlertFacts, mode: Mode, owner: string | null): PostMessage {
  const { conversationId, contact, channel, answers } = facts;
  const take = { text: 'Take Session', data: `op:take:${conversationId}` };
  const back = { text: 'Hand to AI', data: `op:handback:${conversationId}` };
  const asked = answers.slice(0, ANSWERS).map(({ label, value }) => labelled(label, value));
  const text = joined([bold(contact), plain(`\n${channel}\n${stateWords(mode, owner)}`), ...paragraph(asked)]);
  if (mode.kind === 'ended') return message(text);
  return message(text, [[mode.kind === 'human' ? back : take]]);
}

function stateWords(mode: Mode, owner: string | null): string {
  switch (mode.kind) {
    case 'human':
      return `Taken by ${owner}. AI disabled.`;
    case 'pending':
      return mode.phase === 'ringing' || mode.phase === 'queued' ? 'Waits for a person.' : 'The bot asks a form.';
    case 'bot':
      return 'The bot answers. Write here to take over.';
    case 'resolved':
      return 'Resolved.';
    case 'ended':
      return 'Ended.';
  }
}

/** A customer wants a person: said in the group, with whoever should hear it. */
export function requested({ contact, reason }: AlertFacts, mentions: readonly string[]): PostMessage {
  const why = reason.trim() === '' ? '' : `: ${line(reason)}`;
  const whom = mentions.length === 0 ? '' : `\n${mentions.join(' ')}`;
  return message(joined([bold('OPERATOR REQUESTED'), plain(`\n${contact}${why}${whom}`)]));
}

/** What happened, as the group reads it; nothing for what the group sees otherwise. */
export function settledIn(
  { event, by }: Extract<MessageContent, { kind: 'event' }>,
  owner: Operator | null,
  handle: string | null,
): SaidLine[] {
  const name = owner?.name === by ? handle : by;
  const words = {
    taken_over: `Taken by ${name}. AI disabled.`,
    answered_from_phone: 'Answered from the phone. AI disabled.',
    transferred: `Taken by ${name}. AI disabled.`,
    reopened: `Reopened by ${name}. AI disabled.`,
    handed_back: 'The AI answers again.',
    resolved: 'Session ended.',
    visitor_closed: 'Visitor closed the chat',
    ended: `Ended by ${by ?? 'the system'}.`,
    no_one_available: 'Nobody accepted in time.',
    request_cancelled: 'The customer waits no longer.',
    customer_left: 'The customer waits no longer.',
  } as const;
  const text = Object.entries(words).find(([key]) => key === event)?.[1];
  return text === undefined ? [] : [{ who: '', text }];
}

/** Lines of a conversation together, since a chat takes few messages a minute; what is more than words on its own. */
export function linePosts(lines: readonly SaidLine[]): PostMessage[] {
  const posts: PostMessage[] = [];
  let together: RichText[] = [];
  function flush(): void {
    const whole = joined(together.flatMap((each, index) => (index === 0 ? [each] : [plain('\n\n'), each])));
    posts.push(...splitText(whole).map((part) => message(part)));
    together = [];
  }
  for (const { who, text, media } of lines) {
    const words = text.trim() === '' ? plain('') : renderMarkdown(text);
    const named = who === '' ? plain(`— ${text}`) : joined([bold(who), plain(words.text === '' ? '' : '\n'), words]);
    if (!media) {
      if (text.trim() !== '') together.push(named);
      continue;
    }
    const under = !takesWords(media) ? plain('') : fitsUnder(named.text) ? named : bold(who);
    if (under.text === '') together.push(named);
    flush();
    posts.push({ kind: 'message', text: under.text, entities: entitiesOf(under), keyboard: [], media });
    // What has no room under it comes after it.
    if (under.text !== '' && under !== named) together.push(words);
  }
  flush();
  return posts;
}

/** Something that an operator wrote, and that the customer may not have. */
export function undeliveredNotice(
  { conversationId, contact, seq }: { conversationId: string; contact: string; seq: number },
  { delivery, problem }: { delivery: 'failed' | 'uncertain'; problem: string | null },
): PostMessage {
  const why = delivery === 'failed' && problem !== null ? `: ${line(problem)}` : '';
  const what = delivery === 'failed' ? `did not reach ${contact}` : `may not have arrived at ${contact}`;
  return say(`⚠️ This ${what}${why}.`, [[{ text: 'Resend', data: `op:resend:${conversationId}:${seq}` }]]);
}

/** An operator has changed what they wrote: on most channels nobody can. */
export function notChanged(messageId: number): PostMessage {
  const words = 'The customer still sees what you sent first: changes are not passed on. Send it once more.';
  return { ...say(words), replyToId: String(messageId) };
}

/** A post whose first copy may have arrived. */
export function sentAgain({ text, entities, media }: PostMessage): Pick<PostMessage, 'text' | 'entities'> {
  if (media && !takesWords(media)) return { text, entities };
  const before = '↻ Sent again: the first copy may not have arrived.\n\n';
  const again = joined([plain(before), { text, entities }]);
  if (media && !fitsUnder(again.text)) return { text, entities };
  return { text: again.text.slice(0, 4096), entities: entitiesOf(again) };
}

/** What Telegram does not show, in words: operators must know of it at least. */
export function withoutMedia(post: PostMessage, why: string): Pick<PostMessage, 'text' | 'entities'> {
  const name = post.media?.kind === 'file' ? fileWords(post.media) : 'What they sent';
  const note = `${post.text === '' ? '' : '\n'}${name} can’t be shown here: ${why}. See the inbox.`;
  const words = message(joined([{ text: post.text, entities: post.entities }, plain(note)]));
  return { text: words.text, entities: words.entities };
}

/** Why something was not done, for the operator who wanted it. */
export function refusalWords(refusal: Refusal): string {
  switch (refusal.code) {
    case 'taken_by':
      return `${refusal.name} took this.`;
    case 'not_owner':
      return `${refusal.name} answers this conversation.`;
    case 'ended':
      return 'This conversation has ended.';
    case 'newer_open':
      return 'This customer has a newer conversation.';
    case 'outside_window':
      return 'The channel takes no more messages to this customer.';
    case 'not_allowed':
      return 'You may not answer customers. Ask an owner or admin of the workspace.';
    case 'nobody_there':
      return 'Nobody there can be reached now.';
    case 'not_possible':
      return 'The conversation has moved on: this is no longer possible.';
  }
}
