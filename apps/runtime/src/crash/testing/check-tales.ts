import { isDeepStrictEqual } from 'node:util';
import { wordsOf } from '@baton/engine';
import type { Problems } from './problems.ts';
import type { StoredConversation } from './stored-conversation.ts';
import type { Tale, Utterance } from './tale.ts';

export type StoredById = ReadonlyMap<string, StoredConversation>;

/** Every acknowledged message is in the transcript, once, and behind whatever was acknowledged before it began. */
export function checkUtterances(tale: Tale, stored: StoredById, problems: Problems): void {
  for (const [id, said] of tale.said) {
    const messages = stored.get(id)?.messages ?? [];
    const seqOf = ({ clientId }: Utterance) => messages.find((message) => message.clientId === clientId)?.seq;
    for (const utterance of said) {
      const seq = seqOf(utterance);
      if (seq === undefined) problems.add('lost', `${tale.kind} ${id}: an acknowledged message is not there`);
      for (const later of said.filter(({ begun }) => begun > utterance.acknowledged)) {
        if ((seqOf(later) ?? Number.POSITIVE_INFINITY) > (seq ?? 0)) continue;
        problems.add('outOfOrder', `${tale.kind} ${id}: ${seq} was acknowledged before ${seqOf(later)} began`);
      }
    }
  }
}

/**
 * A crash leaves no trace in what is told: the transcript of a finished story is that of the same story without a
 * crash. So the bot asked nothing twice, answered everything once, and every text of a handoff was said once.
 */
export function checkTranscript(tale: Tale, model: Tale, stored: StoredById, problems: Problems): void {
  const [lines, expected] = [linesOf(tale, stored), linesOf(model, stored)];
  if (isDeepStrictEqual(lines, expected)) return;
  const at = lines.findIndex((line, index) => line !== expected[index]);
  const place = at === -1 ? lines.length : at;
  const kind = lines.length > expected.length ? 'doubled' : lines.length < expected.length ? 'lost' : 'other';
  problems.add(
    kind,
    `${tale.kind} ${tale.id}: entry ${place + 1} is “${lines[place]}”, without a crash it is “${expected[place]}”`,
  );
}

function linesOf(tale: Tale, stored: StoredById): string[] {
  return tale.conversationIds.flatMap((id) => {
    const chat = new Set((tale.said.get(id) ?? []).filter((each) => each.chat).map(({ clientId }) => clientId));
    const messages = stored.get(id)?.messages ?? [];
    return messages
      .filter(({ clientId }) => clientId === null || !chat.has(clientId))
      .map(({ author, content }) => `${author.kind}: ${wordsOf(content)}`);
  });
}

/** The visitor has on the screen what was sent to them and what they said: all of it, and nothing else. */
export function checkScreen(tale: Tale, stored: StoredById, problems: Problems): void {
  for (const id of tale.conversationIds) {
    const shown = new Map(tale.visitor.screen.entries(id).map((entry) => [entry.seq, entry]));
    for (const { seq, author, content, delivery } of stored.get(id)?.messages ?? []) {
      const arrived = delivery === 'sent' || delivery === 'delivered' || delivery === 'read';
      const entry = shown.get(seq);
      if ((author.kind === 'customer' || arrived) && !entry) {
        problems.add('lost', `${tale.kind} ${id}: ${seq} is ${delivery ?? 'stored'}, the visitor does not see it`);
      }
      if (entry && delivery === 'discarded') {
        problems.add('other', `${tale.kind} ${id}: ${seq} counts as discarded, but the visitor has seen it`);
      }
      if (entry && !isDeepStrictEqual(entry.content, content)) {
        problems.add('other', `${tale.kind} ${id}: the visitor sees something else at ${seq}`);
      }
    }
  }
}
