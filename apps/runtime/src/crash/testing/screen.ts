import { isDeepStrictEqual } from 'node:util';
import type { VisitorEntry, VisitorSnapshot } from '@baton/contracts';
import type { Problems } from './problems.ts';

/**
 * What a visitor has before them, put together as the widget does: by seq, from answers, news and syncs. What the
 * server once showed must stay as it was, and what it sends must come in order.
 */
export class Screen {
  readonly #problems: Problems;
  readonly #conversations = new Map<string, Map<number, VisitorEntry>>();
  conversationId: string | null = null;
  status: VisitorSnapshot['status'] = { mode: 'none', agentName: null, position: null, headset: false, readSeq: 0 };
  /** Everything up to here is on the screen. */
  lastSeq = 0;

  constructor(problems: Problems) {
    this.#problems = problems;
  }

  /** The entries of a conversation, in order; of the present one where none is named. */
  entries(conversationId = this.conversationId): VisitorEntry[] {
    const known = this.#conversations.get(conversationId ?? '') ?? new Map<number, VisitorEntry>();
    return [...known.values()].toSorted((a, b) => a.seq - b.seq);
  }

  /** Takes in an answer that holds everything after `after`. */
  complete(snapshot: VisitorSnapshot, after: number): void {
    if (snapshot.conversationId !== this.conversationId) this.#turnTo(snapshot.conversationId);
    else if (after > this.lastSeq) return;
    this.#merge(snapshot);
  }

  /** Takes in news; false where they leave a hole that a sync must fill. */
  news(snapshot: VisitorSnapshot): boolean {
    const startsAt = Math.min(snapshot.lastSeq + 1, ...snapshot.messages.map(({ seq }) => seq));
    if (snapshot.conversationId !== this.conversationId || startsAt > this.lastSeq + 1) return false;
    this.#merge(snapshot);
    return true;
  }

  #turnTo(conversationId: string | null): void {
    this.conversationId = conversationId;
    this.lastSeq = 0;
    if (conversationId !== null && !this.#conversations.has(conversationId)) {
      this.#conversations.set(conversationId, new Map());
    }
  }

  #merge({ messages, lastSeq, status }: VisitorSnapshot): void {
    const known = this.#conversations.get(this.conversationId ?? '');
    if (!known) return;
    for (const entry of messages) this.#show(known, entry);
    this.lastSeq = Math.max(this.lastSeq, lastSeq);
    this.status = status;
  }

  #show(known: Map<number, VisitorEntry>, entry: VisitorEntry): void {
    const { seq, author, content } = entry;
    const place = `${this.conversationId}:${seq}`;
    const before = known.get(seq);
    if (before && !isDeepStrictEqual([before.author, before.content], [author, content])) {
      this.#problems.add('other', `What was shown as ${place} became something else`);
    }
    const outgoing = [...known.values()].filter((each) => each.author.kind !== 'customer').map((each) => each.seq);
    if (!before && author.kind !== 'customer' && seq < Math.max(0, ...outgoing)) {
      this.#problems.add('outOfOrder', `${place} was shown after ${Math.max(...outgoing)}`);
    }
    known.set(seq, entry);
  }
}
