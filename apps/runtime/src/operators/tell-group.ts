import { ownerOf } from '@baton/engine';
import type { Transaction } from '../db/client.ts';
import type { OperatorRow } from '../db/telegram/people.ts';
import { type PostMessage, putPost } from '../db/telegram/posts.ts';
import { lastSaid, type ToldEntry } from '../db/telegram/tasks.ts';
import { hasPost, setTopic } from '../db/telegram/topics.ts';
import { mediaOf, wordsBeside } from './media.ts';
import { actorOf } from './operator-actor.ts';
import { cardKey, earlierKey, requestedKey, saidKey, topicKey } from './post-keys.ts';
import { alertFacts } from './said.ts';
import { SEAT } from './seat.ts';
import { type Telling, taking } from './tell-privately.ts';
import { groupCard, linePosts, requested, settledIn } from './words.ts';

/** Replies that were written in the group stand there already. */
export const FROM_GROUP = 'tgg:';
/** What a topic that begins in the middle of a conversation shows of what was said before. */
const HISTORY = 10;

export interface Group {
  readonly id: string;
  readonly mode: 'topics' | 'replies';
}

/** Puts a conversation into the operators' group: in a topic of its own, or as messages to reply to. */
export async function tellGroup(tx: Transaction, telling: Telling, group: Group): Promise<void> {
  const { task, told, entries, operators, at } = telling;
  const { workspaceId, conversationId, alerts } = task;
  const { state, contact } = told;
  const chatId = group.id;
  const topics = group.mode === 'topics';
  const owner = ownerOf(state);
  const ring = alerts.findLast((effect) => effect.type === 'alert.ring');
  const known = await hasPost(tx, { workspaceId, chatId, key: cardKey(conversationId) });
  const ended = state.mode.kind === 'ended';
  // Without topics the group would drown: it sees who wants a person, and what follows.
  const running = told.seat === SEAT && owner !== null;
  if (!known && (topics ? ended : !ring && !running)) return;

  const put = (key: string, content: PostMessage) =>
    putPost(tx, { workspaceId, conversationId, chatId, key, inTopic: topics, content }, at);
  const topic = { workspaceId, conversationId, chatId, key: topicKey(conversationId), name: contact };

  if (topics && (!known || !ended)) await setTopic(tx, { ...topic, closed: false }, at);
  const last = await lastSaid(tx, workspaceId, conversationId, HISTORY);
  const facts = alertFacts(conversationId, told, last);
  const handle = owner && nameIn(operators, owner);
  await put(cardKey(conversationId), groupCard(facts, state.mode, handle));
  const taken = entries.findLast(({ content }) => content.kind === 'event' && taking.has(content.event))?.seq;
  if (!topics && known && running && taken !== undefined) await postEarlier(taken);
  else await postWords(known || told.seq === 0 ? entries : last);
  if (ring) {
    const mentions = operators.flatMap(({ username }) => (username === null ? [] : [`@${username}`]));
    await put(requestedKey(conversationId, ring.ring), {
      ...requested(facts, mentions),
      ...(!topics && { replyTo: cardKey(conversationId) }),
    });
  }
  if (topics && ended) await setTopic(tx, { ...topic, closed: true }, at);

  /** Without topics the group reads what was said before only once it answers: of what it has answered, it knows. */
  async function postEarlier(taken: number): Promise<void> {
    const before = last.filter(({ seq }) => seq < taken);
    const answered = before.findLastIndex(({ clientId }) => clientId?.startsWith(FROM_GROUP));
    await postWords(before.slice(answered + 1), (seq) => earlierKey(conversationId, state.epoch, seq));
    await postWords(entries.filter(({ seq }) => seq >= taken));
  }

  async function postWords(
    which: readonly ToldEntry[],
    keyOf = (seq: number) => saidKey(conversationId, seq),
  ): Promise<void> {
    const shown = topics ? which : which.filter((entry) => isForOwner(entry));
    const lines = shown.flatMap((entry) => {
      if (entry.clientId?.startsWith(FROM_GROUP)) return [];
      if (entry.content.kind === 'event') return settledIn(entry.content, owner, handle);
      return [{ who: whoIn(entry), text: wordsBeside(entry.content), media: mediaOf(entry.content) }];
    });
    const seq = which.at(-1)?.seq ?? 0;
    for (const [part, content] of linePosts(lines).entries()) {
      await put(`${keyOf(seq)}:${part}`, {
        ...content,
        ...(!topics && { replyTo: cardKey(conversationId) }),
      });
    }
  }

  /** In a group without topics: what its own session is about. */
  function isForOwner({ author, content }: ToldEntry): boolean {
    return content.kind === 'event' || (told.seat === SEAT && state.mode.kind === 'human' && author.kind !== 'system');
  }

  function whoIn({ author }: ToldEntry): string {
    if (author.kind === 'agent') return author.operator.name;
    if (author.kind === 'customer') return contact;
    return author.kind === 'bot' ? '🤖 Bot' : '⚙️ Baton';
  }
}

/** How the group knows somebody. */
function nameIn(
  operators: readonly OperatorRow[],
  { id, name }: { readonly id: string; readonly name: string },
): string {
  const operator = operators.find((each) => actorOf(each).id === id);
  return operator?.username ? `@${operator.username}` : name;
}
