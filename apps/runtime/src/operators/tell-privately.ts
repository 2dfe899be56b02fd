import { ownerOf, phoneOperator } from '@baton/engine';
import type { Transaction } from '../db/client.ts';
import type { OperatorRow } from '../db/telegram/people.ts';
import { dropUnsent, type PostMessage, postsOf, putPost } from '../db/telegram/posts.ts';
import {
  type AlertEffect,
  lastSaid,
  type OperatorTask,
  type ToldConversation,
  type ToldEntry,
} from '../db/telegram/tasks.ts';
import { mediaOf } from './media.ts';
import { actorOf } from './operator-actor.ts';
import { alertOutcome, sessionOutcome } from './outcomes.ts';
import { alertKey, alertsOf, earlierKey, messageKey, noticeKey, offerKey, offersOf, sessionKey } from './post-keys.ts';
import { alertFacts, lineOf } from './said.ts';
import { SEAT } from './seat.ts';
import { linePosts, ringingAlert, type SaidLine, say, sessionCard, settled, transferOffer } from './words.ts';

/** A change that operators are told of. */
export interface Telling {
  readonly task: OperatorTask;
  readonly told: ToldConversation;
  /** What has happened since they were told last. */
  readonly entries: readonly ToldEntry[];
  /** Who can be written to. */
  readonly operators: readonly OperatorRow[];
  readonly at: number;
  readonly isOnline: (workspaceId: string, userId: string) => boolean;
}

/** How far back whoever takes a session sees what was said before. */
const HISTORY = 20;
/** In the inbox's replies there is no such mark: they came from Telegram. */
export const FROM_TELEGRAM = 'tg:';

/** Puts alerts, messages and notices into the operators' private chats; answers whose session it is now. */
export async function tellPrivately(
  tx: Transaction,
  telling: Telling,
): Promise<{ holder: string | null; seat?: string | null }> {
  const { task, told, entries, operators, at } = telling;
  const { workspaceId, conversationId, alerts } = task;
  const { state, contact } = told;
  const last = await lastSaid(tx, workspaceId, conversationId, HISTORY);
  const facts = alertFacts(conversationId, told, last);
  const known = await postsOf(tx, workspaceId, conversationId, alertsOf(conversationId));
  const posts = new Map<string, { readonly chatId: string; readonly key: string; readonly content: PostMessage }>(
    known.flatMap((post) =>
      post.status === 'dropped' || post.content.kind !== 'message'
        ? []
        : [[`${post.chatId} ${post.key}`, { ...post, content: post.content }]],
    ),
  );

  async function put(chatId: string, key: string, content: PostMessage): Promise<void> {
    await putPost(tx, { workspaceId, conversationId, chatId, key, content }, at);
    if (key.startsWith(alertsOf(conversationId))) posts.set(`${chatId} ${key}`, { chatId, key, content });
  }

  const open = () => [...posts.values()].filter(({ content }) => hasButton(content, 'accept'));
  const isOffer = ({ key }: { readonly key: string }) => key.startsWith(offersOf(conversationId));
  const ringing = () => open().filter((post) => !isOffer(post));
  const chatOf = (operatorId: string) => operators.find((each) => actorOf(each).id === operatorId)?.telegramId;

  const { mode } = state;
  const rejectedBy = mode.kind === 'pending' && mode.phase === 'ringing' ? mode.rejectedBy : [];

  async function carryOut(effect: AlertEffect): Promise<void> {
    if (effect.type === 'alert.ring') {
      for (const operator of operators) {
        const { id } = actorOf(operator);
        if (!effect.to.includes(id) || rejectedBy.includes(id)) continue;
        await put(operator.telegramId, alertKey(conversationId, effect.ring), ringingAlert(facts));
      }
    } else if (effect.type === 'alert.update' || effect.type === 'message.edited') {
      for (const { chatId, key } of ringing()) await put(chatId, key, ringingAlert(facts));
    } else if (effect.type === 'alert.settle') {
      for (const { chatId, key } of ringing()) {
        // What nobody has seen need not be taken back.
        if (await dropUnsent(tx, { workspaceId, chatId, key })) posts.delete(`${chatId} ${key}`);
        else await put(chatId, key, settled(contact, alertOutcome(effect)));
      }
    } else if (effect.type === 'alert.reject') {
      for (const { chatId, key } of ringing()) {
        if (chatId !== chatOf(effect.operatorId)) continue;
        const rejected = rejectedBy.includes(effect.operatorId);
        await put(chatId, key, settled(contact, rejected ? 'You rejected this.' : 'Somebody else is asked now.'));
      }
    } else if (effect.type === 'operator.notify') {
      await notify(effect);
    }
  }

  async function notify({ operatorId, notice }: Extract<AlertEffect, { type: 'operator.notify' }>): Promise<void> {
    const chatId = chatOf(operatorId);
    if (chatId === undefined) return;
    const key = noticeKey(conversationId, state.seq, notice);
    if (notice === 'transfer_offered') await put(chatId, offerKey(conversationId, state.seq), transferOffer(facts));
    if (notice === 'transfer_refused') await put(chatId, key, say(`${contact}: the transfer was not accepted.`));
    if (notice === 'reply_due') {
      await put(chatId, key, say(`${contact} waits for your answer. In a minute it rings for others.`));
    }
    // Who has lost a session is told below, as of every other way to lose one.
  }

  for (const effect of alerts) await carryOut(effect);

  const holder = holderOf(telling);
  /** A session begins here, or was theirs before: what was said up to then they have not read on Telegram. */
  const since =
    entries.findLast(({ content }) => content.kind === 'event' && taking.has(content.event))?.seq ?? told.seq;
  const earlier = told.holder === holder ? [] : last.filter(({ seq }) => seq <= since);
  /** The card has room for the last words. */
  const isOnCard = earlier.length <= facts.last.length && earlier.every(({ content }) => !mediaOf(content));
  await endOffers();
  if (told.holder !== null && told.holder !== holder) await endSession(told.holder);
  if (holder !== null && told.holder !== holder) await beginSession(holder);
  if (holder !== null) await passOn(holder);

  /** An offer that was answered, taken back, or not answered in time; who took it has the session in its place. */
  async function endOffers(): Promise<void> {
    const owner = ownerOf(state);
    const offeredTo = mode.kind === 'human' && mode.transfer ? chatOf(mode.transfer.to.id) : undefined;
    for (const { chatId, key } of open().filter(isOffer)) {
      if (chatId === offeredTo || chatId === holder) continue;
      const isOwner = owner !== null && chatOf(owner.id) === chatId;
      const now = isOwner
        ? 'You answer this in the inbox.'
        : `This offer is over${owner ? `: ${owner.name} answers` : ''}.`;
      await put(chatId, key, settled(contact, now));
    }
  }

  /** The alert or offer that was accepted becomes the session; without one, a message of its own says that it is theirs. */
  async function beginSession(chatId: string): Promise<void> {
    const taken = alerts.some((effect) => effect.type === 'alert.settle' && effect.outcome === 'taken');
    const alert = [...posts.values()].filter((post) => post.chatId === chatId && post.content.keyboard.length === 0);
    const offer = open().find((post) => post.chatId === chatId && isOffer(post));
    const key = taken ? alert.at(-1)?.key : offer?.key;
    const card = sessionCard(isOnCard ? facts : { ...facts, last: [] });
    await put(chatId, key ?? sessionKey(conversationId, state.epoch), card);
    if (!isOnCard) await passOnEarlier(chatId);
  }

  /** The words together, and files on their own, so that they can be replied to. */
  async function passOnEarlier(chatId: string): Promise<void> {
    let words: SaidLine[] = [{ who: '', text: 'Said before' }];
    const flush = async (seq: number) => {
      const key = earlierKey(conversationId, state.epoch, seq);
      for (const [part, content] of linePosts(words).entries()) await put(chatId, `${key}:${part}`, content);
      words = [];
    };
    for (const entry of earlier) {
      const line = lineOf(entry, contact);
      if (!line.media) words.push(line);
      else {
        await flush(entry.seq);
        await passOnOne(chatId, entry, line);
      }
    }
    await flush(since);
  }

  async function passOnOne(chatId: string, { seq }: ToldEntry, line: SaidLine): Promise<void> {
    for (const [part, content] of linePosts([line]).entries()) {
      await put(chatId, `${messageKey(conversationId, seq)}:${part}`, content);
    }
  }

  async function endSession(chatId: string): Promise<void> {
    const outcome = sessionOutcome(entries);
    for (const post of posts.values()) {
      if (post.chatId === chatId && hasButton(post.content, 'done'))
        await put(chatId, post.key, settled(contact, outcome));
    }
    await put(chatId, noticeKey(conversationId, state.seq, 'over'), say(`${contact}: ${outcome}`));
  }

  /** What was said since it is theirs. */
  async function passOn(chatId: string): Promise<void> {
    for (const entry of entries.filter(({ seq }) => seq > since)) {
      const fromInbox = entry.author.kind === 'agent' && !entry.clientId?.startsWith(FROM_TELEGRAM);
      if (!(entry.author.kind === 'customer' || fromInbox)) continue;
      const fromPhone = entry.author.kind === 'agent' && entry.author.operator.id === phoneOperator.id;
      const inbox = fromPhone ? `The phone to ${contact}` : `You to ${contact}, in the inbox`;
      await passOnOne(chatId, entry, { ...lineOf(entry, contact), who: fromInbox ? inbox : contact });
    }
  }

  if (holder !== null) return { holder, seat: holder };
  const left = entries.some(({ content }) => content.kind === 'event' && leaving.has(content.event));
  if (told.seat === SEAT && left && mode.kind !== 'human') return { holder, seat: null };
  return told.holder === null ? { holder } : { holder, seat: null };
}

const leaving: ReadonlySet<string> = new Set(['handed_back', 'resolved', 'ended', 'visitor_closed']);
/** What makes a conversation somebody's. */
export const taking: ReadonlySet<string> = new Set(['taken_over', 'transferred', 'reopened']);

/**
 * Who has the session on Telegram: the owner, where they took it there, or don't have the inbox open. At a desk, the
 * phone stays silent.
 */
function holderOf({ task, told, operators, isOnline }: Telling): string | null {
  const owner = ownerOf(told.state);
  const operator = owner && operators.find((each) => actorOf(each).id === owner.id);
  // What is answered in the group stays there.
  if (!operator || told.seat === SEAT) return null;
  const { telegramId } = operator;
  const here = told.seat === telegramId || told.holder === telegramId;
  return here || !isOnline(task.workspaceId, owner.id) ? telegramId : null;
}

function hasButton({ keyboard }: PostMessage, action: string): boolean {
  return keyboard.flat().some(({ data }) => data.startsWith(`op:${action}:`));
}
