import { ownerOf } from '@baton/engine';
import type { Transaction } from '../db/client.ts';
import { type PostMessage, postsOf, putPost } from '../db/telegram/posts.ts';
import { type AlertEffect, entryAt } from '../db/telegram/tasks.ts';
import { hasPost } from '../db/telegram/topics.ts';
import { mediaOf, wordsBeside } from './media.ts';
import { actorOf } from './operator-actor.ts';
import { cardKey, editedKey, messageKey, saidIn, undeliveredKey } from './post-keys.ts';
import { SEAT } from './seat.ts';
import type { FROM_GROUP, Group } from './tell-group.ts';
import { FROM_TELEGRAM, type Telling } from './tell-privately.ts';
import { linePosts, undeliveredNotice } from './words.ts';

type Edited = Extract<AlertEffect, { type: 'message.edited' }>;
type Undelivered = Extract<AlertEffect, { type: 'message.undelivered' }>;

interface Places {
  /** Whose session it is, in their private chat. */
  readonly holder: string | null;
  readonly group: Group | null;
}

/** Tells operators what became of messages that they know: under the message, since a changed one would ring nowhere. */
export async function tellChanges(tx: Transaction, telling: Telling, { holder, group }: Places): Promise<void> {
  const { task, told, operators, at } = telling;
  const { workspaceId, conversationId, alerts } = task;
  const { state, contact } = told;

  const put = (chatId: string, key: string, content: PostMessage) => {
    const inTopic = chatId === group?.id && group.mode === 'topics';
    return putPost(tx, { workspaceId, conversationId, chatId, key, inTopic, content }, at);
  };

  async function tellEdited({ seq }: Edited): Promise<void> {
    const entry = await entryAt(tx, workspaceId, conversationId, seq);
    // What operators are told only now, they are told as it is.
    if (!entry || seq > told.seq || state.mode.kind === 'ended') return;
    const { content } = entry;
    const line = { who: `✎ ${contact} changed this`, text: wordsBeside(content), media: mediaOf(content) };
    // A file can't take the place of another: it comes anew.
    const key = editedKey(conversationId, seq, content.kind === 'file' ? content.fileId : '');
    const posts = linePosts([line]);
    const tell = async (chatId: string, replyTo: string) => {
      for (const [part, post] of posts.entries()) await put(chatId, `${key}:${part}`, { ...post, replyTo });
    };
    if (holder !== null && told.holder === holder) await tell(holder, `${messageKey(conversationId, seq)}:0`);
    if (group && (await followsInGroup(group))) await tell(group.id, await saidWith(group.id, seq));
  }

  /** Whether the group reads what is said: all of it in topics, else what its own session is about. */
  async function followsInGroup({ id: chatId, mode }: Group): Promise<boolean> {
    if (mode === 'replies') return told.seat === SEAT && ownerOf(state) !== null;
    return hasPost(tx, { workspaceId, chatId, key: cardKey(conversationId) });
  }

  /** The post in which the group has read it, with what was said around it; its card where there is none. */
  async function saidWith(chatId: string, seq: number): Promise<string> {
    const known = await postsOf(tx, workspaceId, conversationId, saidIn(conversationId));
    const [post] = known
      .filter((each) => each.chatId === chatId)
      .map(({ key }) => ({ key, upTo: Number(key.slice(saidIn(conversationId).length).split(':')[0]) }))
      .filter(({ upTo }) => upTo >= seq)
      .toSorted((one, other) => one.upTo - other.upTo || one.key.localeCompare(other.key));
    return post?.key ?? cardKey(conversationId);
  }

  async function tellUndelivered({ seq, ...outcome }: Undelivered): Promise<void> {
    const entry = await entryAt(tx, workspaceId, conversationId, seq);
    if (entry?.author.kind !== 'agent' || entry.clientId === null) return;
    const { clientId, author } = entry;
    const writer = operators.find((each) => actorOf(each).id === author.operator.id);
    const chatId = clientId.startsWith(FROM_TELEGRAM) ? writer?.telegramId : group?.id;
    if (chatId === undefined) return;
    const notice = undeliveredNotice({ conversationId, contact, seq }, outcome);
    const replyToId = messageIdOf(clientId);
    await put(chatId, undeliveredKey(conversationId, seq), { ...notice, ...(replyToId && { replyToId }) });
  }

  for (const effect of alerts) {
    if (effect.type === 'message.edited') await tellEdited(effect);
    if (effect.type === 'message.undelivered') await tellUndelivered(effect);
  }
}

/** How a reply that was written on Telegram is known afterwards: by whether in a group, its update, and its message. */
export function clientIdOf(where: typeof FROM_GROUP | typeof FROM_TELEGRAM, updateKey: string, messageId: number) {
  return `${where}${updateKey}:${messageId}`;
}

function messageIdOf(clientId: string): string | undefined {
  return /^tgg?:\d+:\d+:(\d+)$/.exec(clientId)?.[1];
}
